package io.polygil.context;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Where a path leads once all links and {@code ..} are followed, name by name as the operating
 * system does.
 *
 * <p>{@link Path#toRealPath} would not do: it fails for files that are yet to be created, and
 * asking it for their folder instead overlooks a link to something that does not exist. {@link
 * Path#normalize} would not do either: {@code link/..} is the parent of the link's target.
 */
final class ResolvedPath {
  private static final int MOST_LINKS = 40;

  private ResolvedPath() {}

  static List<Path> ofAll(Collection<Path> paths) throws IOException {
    List<Path> resolved = new ArrayList<>(paths.size());
    for (Path path : paths) {
      resolved.add(of(path));
    }
    return List.copyOf(resolved);
  }

  /**
   * Follows a path.
   *
   * @param options with {@code NOFOLLOW_LINKS} the last name is taken as it is
   * @throws FileSystemLoopException after more links than any operating system follows
   */
  static Path of(Path path, LinkOption... options) throws IOException {
    boolean followLast = !Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS);
    Path absolute = path.toAbsolutePath();
    Path reached = Objects.requireNonNull(absolute.getRoot(), "root");
    Deque<Path> ahead = new ArrayDeque<>();
    absolute.forEach(ahead::addLast);
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().isEmpty() || name.toString().equals(".")) {
        continue;
      }
      if (name.toString().equals("..")) {
        Path parent = reached.getParent();
        reached = parent == null ? reached : parent;
        continue;
      }
      Path next = reached.resolve(name);
      if ((followLast || !ahead.isEmpty()) && Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemLoopException(path.toString());
        }
        Path target = Files.readSymbolicLink(next);
        List<Path> names = new ArrayList<>();
        target.forEach(names::add);
        names.reversed().forEach(ahead::addFirst);
        Path root = target.getRoot();
        reached = root == null ? reached : root;
      } else {
        reached = next;
      }
    }
    return reached;
  }
}
