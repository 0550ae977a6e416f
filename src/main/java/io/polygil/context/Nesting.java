package io.polygil.context;

/** How deep structures may be: what contains itself has no end. */
final class Nesting {
  private static final int LIMIT = 1000;

  private Nesting() {}

  /** The depth of the parts of a structure that sits at this depth. */
  static int below(int depth) {
    if (depth >= LIMIT) {
      throw new ConversionException(
          ConversionException.Kind.VALUE,
          "nested deeper than 1,000 levels, or it contains itself: neither can be converted");
    }
    return depth + 1;
  }

  /** The refusal where a thread's stack ends earlier than the limit. */
  static ConversionException tooDeepForStack() {
    return new ConversionException(
        ConversionException.Kind.VALUE,
        "nested too deeply for the stack of thread "
            + Thread.currentThread().getName()
            + ": give the thread a larger stack, or flatten the structure");
  }
}
