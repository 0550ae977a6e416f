package io.polygil.kernel;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kernel classes that are hard to write the types of, for {@link StubTypingTest}: members that hide
 * types, and two modules whose classes use one another.
 */
final class GalleryKernels {
  private GalleryKernels() {}

  /** A record that is no kernel class, but has one. */
  record Visit(Painting painting, LocalDate date) {}

  /** All iterators of pictures, so that their element is found only above. */
  abstract static class Pictures<N, P> implements Iterator<P> {
    abstract N number();
  }

  @KernelClass(subclass = true, doc = "Hides \"types\".\n\nIn many ways.")
  static final class Painting {
    private List<String> list = List.of();

    @Kernel(gil = Gil.AUTO)
    Painting(List<String> str, @Arg(defaultValue = "None") @Nullable LocalDate date) {}

    @KernelProperty(doc = "Hides list.")
    List<String> getList() {
      return list;
    }

    @KernelProperty
    void setList(List<String> list) {
      this.list = list;
    }

    @KernelProperty
    int property() {
      return 0;
    }

    @Kernel(gil = Gil.HOLD, doc = "One line.\n\nAnother.")
    @Nullable LocalDate date(List<LocalDate> dates, Visit visit) {
      return null;
    }

    @Kernel(gil = Gil.HOLD)
    String str(String text, PythonFunction Callable) {
      return text;
    }

    @Kernel(gil = Gil.HOLD, aliases = "object")
    static Object staticmethod(Object any, Buffer buffer) {
      return any;
    }

    @Kernel(gil = Gil.HOLD, name = "Painting")
    Optional<Painting> copy(Collection<Painting> others, Map<String, Painting> named) {
      return Optional.of(this);
    }

    @Kernel(gil = Gil.HOLD, name = "__eq__")
    boolean is(Painting other) {
      return this == other;
    }
  }

  /** Without a maker, an iterator by inheritance, and an end of a with block by interface. */
  @KernelClass
  static final class Hall extends Pictures<Integer, Painting> implements AutoCloseable {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Painting next() {
      throw new IllegalStateException();
    }

    @Override
    Integer number() {
      return 1;
    }

    @Override
    public void close() {}

    /** Takes and returns what another module has. */
    @Kernel(gil = Gil.RELEASE)
    List<Wing> wings(Map<String, Wing> all, @Nullable Wing one, Optional<Wing[]> more) {
      return List.of();
    }
  }

  @KernelModule(
      value = "gallery",
      classes = {Painting.class, Hall.class})
  static final class Gallery {
    @Kernel(gil = Gil.HOLD)
    static Hall hall(@Nullable Painting painting, Wing... wings) {
      return new Hall();
    }

    @Kernel(gil = Gil.HOLD)
    static List<Painting> paintings(Visit visit) {
      return List.of(visit.painting());
    }
  }

  @KernelClass
  record Wing(@Nullable Hall hall, List<Painting> paintings, Map<String, Wing> next)
      implements Iterable<Painting> {
    @Kernel(gil = Gil.HOLD)
    Wing {}

    @Override
    public Iterator<Painting> iterator() {
      return paintings.iterator();
    }

    @Kernel(gil = Gil.HOLD)
    @Nullable Painting first() {
      return paintings.isEmpty() ? null : paintings.getFirst();
    }
  }

  /** Has the name of another module's class. */
  @KernelClass(name = "Hall")
  static final class Lobby {
    @Kernel(gil = Gil.HOLD)
    Lobby() {}

    @Kernel(gil = Gil.HOLD)
    Hall main(Lobby other) {
      return new Hall();
    }
  }

  @KernelModule(
      value = "gallery.wings",
      classes = {Wing.class, Lobby.class})
  static final class Wings {
    @Kernel(gil = Gil.HOLD)
    static Hall hall_of(Wing wing, Lobby lobby) {
      return new Hall();
    }
  }
}
