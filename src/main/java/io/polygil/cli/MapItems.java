package io.polygil.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code polygil map} goes over, read as it is needed. Not thread-safe. */
final class MapItems implements AutoCloseable {
  /** What the function gets of a file. */
  enum Pass {
    PATH,
    TEXT,
    BYTES,
    LINES;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads one of an option. */
  static final class PassChoice extends Choice<Pass> {
    PassChoice() {
      super(Pass.class);
    }
  }

  /**
   * One item.
   *
   * @param name what results and errors call it: the file's path, or the line
   * @param value what the function gets; null if that cannot be had
   * @param problem why it cannot be had; null if it can
   */
  record Item(String name, @Nullable Object value, @Nullable Problem problem) {}

  /**
   * Why a file cannot be read.
   *
   * @param type of the exception that Python has for it
   */
  record Problem(String type, String message) {}

  private static final String STANDARD_INPUT = "-";

  private final Iterator<String> files;
  private final Pass pass;
  private final int total;
  private @Nullable BufferedReader lines;

  private MapItems(List<String> files, Pass pass, int total) {
    this.files = files.iterator();
    this.pass = pass;
    this.total = total;
  }

  /** The items of some files, or of the lines of standard input. */
  static MapItems of(List<String> files, Pass pass) {
    boolean fromInput = files.isEmpty() || files.equals(List.of(STANDARD_INPUT));
    if (!fromInput && files.contains(STANDARD_INPUT)) {
      throw new UsageException("standard input (-) goes alone, not with files");
    }
    return fromInput
        ? new MapItems(List.of(STANDARD_INPUT), Pass.LINES, -1)
        : new MapItems(files, pass, pass == Pass.LINES ? -1 : files.size());
  }

  /** How many there are; -1 where only reading them will tell. */
  int total() {
    return total;
  }

  /** Whether the next item can be had without waiting for it. */
  boolean ready() throws IOException {
    BufferedReader reading = lines;
    return reading == null || reading.ready();
  }

  /**
   * The next items: no more than {@code most}, and of lines only those that are there without
   * waiting, but at least one.
   *
   * @return empty at the end
   * @throws IOException if lines cannot be read
   */
  List<Item> next(int most) throws IOException {
    List<Item> items = new ArrayList<>();
    while (items.size() < most) {
      BufferedReader reading = lines;
      if (reading == null) {
        if (!files.hasNext()) {
          break;
        }
        String file = files.next();
        if (pass == Pass.LINES) {
          lines = reader(file);
        } else {
          items.add(read(file));
        }
      } else if (items.isEmpty() || reading.ready()) {
        String line = reading.readLine();
        if (line == null) {
          close();
        } else {
          items.add(new Item(line, line, null));
        }
      } else {
        break;
      }
    }
    return items;
  }

  private static BufferedReader reader(String file) throws IOException {
    try {
      Reader reader =
          file.equals(STANDARD_INPUT)
              ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
              : Files.newBufferedReader(Path.of(file));
      return new BufferedReader(reader, 1 << 16);
    } catch (IOException e) {
      throw new UsageException(problem(file, e).message());
    }
  }

  private Item read(String file) {
    try {
      Path path = Path.of(file);
      return switch (pass) {
        case TEXT -> new Item(file, Files.readString(path), null);
        case BYTES -> new Item(file, Files.readAllBytes(path), null);
        // Python opens it itself, and says itself what is wrong with it.
        default -> new Item(file, file, null);
      };
    } catch (IOException e) {
      return new Item(file, null, problem(file, e));
    }
  }

  private static Problem problem(String file, IOException e) {
    if (Files.isDirectory(Path.of(file))) {
      return new Problem("IsADirectoryError", file + " is a folder: name the files in it");
    }
    return switch (e) {
      case NoSuchFileException _ -> new Problem("FileNotFoundError", "there is no file " + file);
      case AccessDeniedException _ -> new Problem("PermissionError", "may not read " + file);
      case CharacterCodingException _ ->
          new Problem("UnicodeDecodeError", file + " is not UTF-8 text: give --pass bytes");
      default -> new Problem("OSError", "cannot read " + file + ": " + e.getMessage());
    };
  }

  @Override
  public void close() throws IOException {
    BufferedReader reading = lines;
    lines = null;
    if (reading != null) {
      reading.close();
    }
  }
}
