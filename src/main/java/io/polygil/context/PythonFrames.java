package io.polygil.context;

import com.oracle.graal.python.nodes.bytecode.BytecodeFrameInfo;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameInstance;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;

/** What only GraalPy's own classes tell about the thread that runs. */
final class PythonFrames {
  private static final String OWN_FILES = "<polygil>";

  private PythonFrames() {}

  /** The innermost line that is neither GraalPy's nor Polygil's own, or null. */
  static @Nullable PythonLine top() {
    return Truffle.getRuntime().<@Nullable PythonLine>iterateFrames(PythonFrames::line);
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
    if (file.startsWith(OWN_FILES)) {
      return null;
    }
    int line = info.getLine(frame);
    return new PythonLine(file, line > 0 ? line : info.getFirstLineNumber(), root.getName());
  }
}
