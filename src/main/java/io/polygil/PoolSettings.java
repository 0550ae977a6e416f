package io.polygil;

import io.polygil.context.ModuleFinder;
import io.polygil.context.Permissions;
import io.polygil.kernel.KernelListener;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a pool was asked to be; what the builder's methods say of each part holds. */
record PoolSettings(
    String name,
    PoolLimits limits,
    Duration acquireTimeout,
    @Nullable Duration runTimeout,
    Duration closeTimeout,
    @Nullable Duration leaseWarning,
    String warmUp,
    List<Path> modulePath,
    @Nullable Path bytecodeCache,
    List<ModuleFinder> modules,
    List<Object> kernels,
    KernelListener listener,
    Permissions permissions,
    CodeSharing codeSharing,
    Consumer<PythonOutput> output,
    @Nullable Streams streams) {

  /** Standard streams of the caller's own. */
  record Streams(InputStream in, OutputStream out, OutputStream err) {}
}
