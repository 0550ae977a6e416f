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
  // Asked for reading only: it would also write, into the one standard library that all processes
  // of this user share.
  private final FileSystem library =
      FileSystem.allowInternalResourceAccess(FileSystem.newDenyIOFileSystem());
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

  @FunctionalInterface
  private interface Reading<T extends @Nullable Object> {
    T of(FileSystem files, Path path) throws IOException;
  }

  private <T extends @Nullable Object> T read(Path path, Reading<T> reading, LinkOption... options)
      throws IOException {
    Path absolute = toAbsolutePath(path);
    Path resolved = ResolvedPath.of(absolute, options);
    if (isReadable(resolved)) {
      return reading.of(host, resolved);
    }
    try {
      return reading.of(library, absolute);
    } catch (SecurityException e) {
      throw refused(path);
    }
  }

  private boolean isReadable(Path resolved) {
    return isBelow(resolved, readable) || isBelow(resolved, writable);
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
      read(
          path,
          (files, found) -> {
            files.checkAccess(found, modes, options);
            return null;
          },
          options);
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
    return options.stream().anyMatch(WRITING::contains)
        ? host.newByteChannel(writable(path, links), options, attributes)
        : read(path, (files, found) -> files.newByteChannel(found, options), links);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return read(path, (files, found) -> files.newDirectoryStream(found, filter));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path.isAbsolute() ? path : workingDirectory.resolve(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path path) {
    try {
      Path resolved = toRealPath(path);
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
    return read(path, (files, found) -> files.toRealPath(found, options), options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    Path resolved = ResolvedPath.of(toAbsolutePath(path), options);
    // os.makedirs of an open folder that is missing begins by asking for the folders above it.
    if (writable.stream().anyMatch(folder -> folder.startsWith(resolved))) {
      return host.readAttributes(resolved, attributes, options);
    }
    return read(path, (files, found) -> files.readAttributes(found, attributes, options), options);
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
    Path from = ResolvedPath.of(toAbsolutePath(source), links);
    if (!isReadable(from)) {
      throw refused(source);
    }
    host.copy(from, writable(target, LinkOption.NOFOLLOW_LINKS), options);
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
    if (!isReadable(ResolvedPath.of(resolved.resolveSibling(target)))) {
      throw refused(target);
    }
    host.createSymbolicLink(resolved, target, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return read(link, FileSystem::readSymbolicLink, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return toRealPath(one, options).equals(toRealPath(other, options));
  }

  @Override
  public long getFileStoreTotalSpace(Path path) throws IOException {
    return read(path, FileSystem::getFileStoreTotalSpace);
  }

  @Override
  public long getFileStoreUnallocatedSpace(Path path) throws IOException {
    return read(path, FileSystem::getFileStoreUnallocatedSpace);
  }

  @Override
  public long getFileStoreUsableSpace(Path path) throws IOException {
    return read(path, FileSystem::getFileStoreUsableSpace);
  }

  @Override
  public long getFileStoreBlockSize(Path path) throws IOException {
    return read(path, FileSystem::getFileStoreBlockSize);
  }

  @Override
  public boolean isFileStoreReadOnly(Path path) throws IOException {
    return read(path, FileSystem::isFileStoreReadOnly);
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
