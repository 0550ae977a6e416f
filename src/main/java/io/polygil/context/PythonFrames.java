package io.polygil.context;

import com.oracle.graal.python.nodes.bytecode.BytecodeFrameInfo;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameInstance;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What only GraalPy's own classes tell about the thread that runs. */
final class PythonFrames {
  // Polygil's own Python, and the text around kernels.
  private static final List<String> OWN_FILES = List.of("<polygil>", "<java>/");

  // In the standard library; where a thread begins, not where anybody would look.
  private static final String THREADS = "threading.py";

  private PythonFrames() {}

  /**
   * The innermost line of a program, or else of the standard library; null where only Polygil's own
   * Python runs, or a thread whose target is a kernel itself.
   */
  static @Nullable PythonLine top() {
    String library =
        com.oracle.graal.python.runtime.PythonContext.get(null)
            .getStdlibHome()
            .toJavaStringUncached();
    AtomicReference<@Nullable PythonLine> inLibrary = new AtomicReference<>();
    PythonLine own =
        Truffle.getRuntime()
            .<@Nullable PythonLine>iterateFrames(instance -> {
              PythonLine line = line(instance);
              if (line == null || !line.file().startsWith(library + "/")) {
                return line;
              }
              String name = line.file().substring(library.length() + 1);
              if (!name.equals(THREADS)) {
                inLibrary.compareAndSet(null, new PythonLine(name, line.line(), line.function()));
              }
              return null;
            });
    return own == null ? inLibrary.get() : own;
  }

  /** Whether this thread, which has entered a context, has its GIL. */
  static boolean haveGil() {
    return com.oracle.graal.python.runtime.PythonContext.get(null).ownsGil();
  }

  private static @Nullable PythonLine line(FrameInstance instance) {
    Frame frame = instance.getFrame(FrameInstance.FrameAccess.READ_ONLY);
    if (frame == null
        || !(frame.getFrameDescriptor().getInfo() instanceof BytecodeFrameInfo info)
        || !info.includeInTraceback()) {
      return null;
    }
    RootNode root = info.getRootNode();
    SourceSection section = root.getSourceSection();
    if (section == null) {
      return null;
    }
    String path = section.getSource().getPath();
    String file = path == null ? section.getSource().getName() : path;
    if (OWN_FILES.stream().anyMatch(file::startsWith)) {
      return null;
    }
    int line = info.getLine(frame);
    return new PythonLine(file, line > 0 ? line : info.getFirstLineNumber(), root.getName());
  }
}
