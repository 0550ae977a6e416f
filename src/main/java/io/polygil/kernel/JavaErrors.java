package io.polygil.kernel;

import io.polygil.context.PythonErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What Java exceptions become in Python: the table of {@link Kernel}. */
final class JavaErrors {
  private static final int MOST_CAUSES = 5;
  private static final int MOST_FRAMES = 20;
  private static final Set<String> ENTRIES =
      Set.of(KernelEntry.class.getName(), QuickEntry.class.getName());

  private JavaErrors() {}

  /** Makes the Python exception of a Java one. */
  static Object make(PythonErrors errors, Throwable failure) {
    return errors.make(typeOf(failure), messageOf(failure), () -> noteOf(failure));
  }

  private static String typeOf(Throwable failure) {
    PythonError own = failure.getClass().getAnnotation(PythonError.class);
    if (own != null) {
      return failure.getClass().getName();
    }
    return switch (failure) {
      case IllegalArgumentException _ -> "ValueError";
      case IndexOutOfBoundsException _ -> "IndexError";
      case NoSuchElementException _ -> "KeyError";
      case ArithmeticException e ->
          "/ by zero".equals(e.getMessage()) || "BigInteger divide by zero".equals(e.getMessage())
              ? "ZeroDivisionError"
              : "OverflowError";
      case UnsupportedOperationException _ -> "NotImplementedError";
      case FileNotFoundException _ -> "FileNotFoundError";
      case NoSuchFileException _ -> "FileNotFoundError";
      case AccessDeniedException _ -> "PermissionError";
      case FileAlreadyExistsException _ -> "FileExistsError";
      case UncheckedIOException e -> e.getCause() == null ? "OSError" : typeOf(e.getCause());
      case IOException _ -> "OSError";
      case TimeoutException _ -> "TimeoutError";
      case OutOfMemoryError _ -> "MemoryError";
      case StackOverflowError _ -> "RecursionError";
      default -> "RuntimeError";
    };
  }

  private static String messageOf(Throwable failure) {
    if (failure instanceof StackOverflowError) {
      return "maximum recursion depth exceeded in Java";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }

  private static String noteOf(Throwable failure) {
    StringBuilder note = new StringBuilder("Java: ").append(failure);
    appendFrames(note, failure);
    Throwable cause = failure.getCause();
    // A chain may lead back to where it began.
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      note.append("\nCaused by: ").append(cause);
      appendFrames(note, cause);
      cause = cause.getCause();
    }
    return note.toString();
  }

  // The frames below the kernel are Polygil's and Truffle's, and say nothing to its author.
  private static void appendFrames(StringBuilder note, Throwable failure) {
    int shown = 0;
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (ENTRIES.contains(frame.getClassName()) || shown == MOST_FRAMES) {
        break;
      }
      if (!frame.getClassName().startsWith("java.lang.invoke.")) {
        note.append("\n    at ").append(frame);
        shown++;
      }
    }
  }
}
