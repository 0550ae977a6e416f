package io.polygil.context;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The host's files as one sandboxed context sees them: some folders, some of them read only.
 *
 * <p>Every operation first follows all links itself and then works on the path it arrived at, so
 * what is checked is what is touched. A refusal is an {@code IOException}, which becomes a {@code
 * PermissionError}: a {@code SecurityException} would leave Python as an internal error that runs
 * no {@code finally}, and locks would stay held.
 */
final class SandboxFileSystem implements FileSystem {
  // GraalPy finds the errno by this text. No file of the host is refused with this one as a rule
  // (they use EACCES), so Python's half can tell the sandbox's refusals from theirs.
  private static final String NOT_PERMITTED = "Operation not permitted";

  private static final Set<StandardOpenOption> WRITING =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          StandardOpenOption.CREATE,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.DELETE_ON_CLOSE);

  private final FileSystem host = FileSystem.newDefaultFileSystem();
  private final List<Path> readable;
  private final List<Path> writable;
  private final Existence existence;
  private volatile Path workingDirectory = Path.of("").toAbsolutePath();

  /** What may be asked of files outside the folders. */
  enum Existence {
    /** Nothing. */
    HIDDEN,
    /** Whether they exist and can be executed: starting a process begins with that question. */
    KNOWN
  }

  /**
   * A view of the host's files. Folders that are links are followed now, and not again.
   *
   * @param readable folders that may be read, with all below them
   * @param writable folders that may also be changed
   * @throws IOException if a folder's links form a ring
   */
  SandboxFileSystem(Collection<Path> readable, Collection<Path> writable, Existence existence)
      throws IOException {
    this.writable = ResolvedPath.ofAll(writable);
    this.readable = ResolvedPath.ofAll(readable);
    this.existence = existence;
  }

  private Path readable(Path path, LinkOption... options) throws IOException {
    Path resolved = ResolvedPath.of(toAbsolutePath(path), options);
    if (!isBelow(resolved, readable) && !isBelow(resolved, writable)) {
      throw refused(path);
    }
    return resolved;
  }

  private Path writable(Path path, LinkOption... options) throws IOException {
    Path resolved = ResolvedPath.of(toAbsolutePath(path), options);
    if (!isBelow(resolved, writable)) {
      throw refused(path);
    }
    return resolved;
  }

  private static boolean isBelow(Path resolved, List<Path> folders) {
    return folders.stream().anyMatch(resolved::startsWith);
  }

  private static FileSystemException refused(Path path) {
    return new FileSystemException(path.toString(), null, NOT_PERMITTED);
  }

  @Override
  public Path parsePath(URI uri) {
    return host.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return host.parsePath(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      host.checkAccess(writable(path, options), modes, options);
    } else if (existence == Existence.KNOWN && !modes.contains(AccessMode.READ)) {
      host.checkAccess(ResolvedPath.of(toAbsolutePath(path), options), modes, options);
    } else {
      host.checkAccess(readable(path, options), modes, options);
    }
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    host.createDirectory(writable(path, LinkOption.NOFOLLOW_LINKS), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    host.delete(writable(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    LinkOption[] links =
        options.contains(LinkOption.NOFOLLOW_LINKS)
                || options.contains(StandardOpenOption.CREATE_NEW)
            ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
            : new LinkOption[0];
    boolean reads = options.stream().noneMatch(WRITING::contains);
    return host.newByteChannel(
        reads ? readable(path, links) : writable(path, links), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return host.newDirectoryStream(readable(path), filter);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path.isAbsolute() ? path : workingDirectory.resolve(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path path) {
    try {
      Path resolved = readable(path);
      if (!Files.isDirectory(resolved)) {
        throw new IllegalArgumentException(path + " is no folder");
      }
      workingDirectory = resolved;
    } catch (IOException e) {
      throw new SecurityException(NOT_PERMITTED + ": " + path, e);
    }
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return host.toRealPath(readable(path, options), options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return host.readAttributes(readable(path, options), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    host.setAttribute(writable(path, options), attribute, value, options);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    LinkOption[] links =
        Arrays.asList(options).contains(LinkOption.NOFOLLOW_LINKS)
            ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
            : new LinkOption[0];
    host.copy(readable(source, links), writable(target, LinkOption.NOFOLLOW_LINKS), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    host.move(
        writable(source, LinkOption.NOFOLLOW_LINKS),
        writable(target, LinkOption.NOFOLLOW_LINKS),
        options);
  }

  // A second name for a file that is read only would make it writable, so both must be writable.
  @Override
  public void createLink(Path link, Path existing) throws IOException {
    host.createLink(
        writable(link, LinkOption.NOFOLLOW_LINKS), writable(existing, LinkOption.NOFOLLOW_LINKS));
  }

  // Following it would be refused in any case; refusing it now also keeps the way closed for host
  // programs that work in the folder later.
  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    Path resolved = writable(link, LinkOption.NOFOLLOW_LINKS);
    Path from = resolved.resolveSibling(target);
    if (!isBelow(ResolvedPath.of(from), readable) && !isBelow(ResolvedPath.of(from), writable)) {
      throw refused(target);
    }
    host.createSymbolicLink(resolved, target, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return host.readSymbolicLink(readable(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return host.isSameFile(readable(one, options), readable(other, options), options);
  }

  @Override
  public long getFileStoreTotalSpace(Path path) throws IOException {
    return host.getFileStoreTotalSpace(readable(path));
  }

  @Override
  public long getFileStoreUnallocatedSpace(Path path) throws IOException {
    return host.getFileStoreUnallocatedSpace(readable(path));
  }

  @Override
  public long getFileStoreUsableSpace(Path path) throws IOException {
    return host.getFileStoreUsableSpace(readable(path));
  }

  @Override
  public long getFileStoreBlockSize(Path path) throws IOException {
    return host.getFileStoreBlockSize(readable(path));
  }

  @Override
  public boolean isFileStoreReadOnly(Path path) throws IOException {
    return host.isFileStoreReadOnly(readable(path));
  }

  @Override
  public String getSeparator() {
    return host.getSeparator();
  }

  @Override
  public String getPathSeparator() {
    return host.getPathSeparator();
  }

  // Both of these would read the file, and Python asks for neither.
  @Override
  public @Nullable String getMimeType(Path path) {
    return null;
  }

  @Override
  public @Nullable Charset getEncoding(Path path) {
    return null;
  }
}
