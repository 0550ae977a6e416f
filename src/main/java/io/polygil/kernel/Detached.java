package io.polygil.kernel;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Runs Java work of a kernel without the GIL. */
final class Detached {
  // Python gives up the GIL around a call to Java, and takes it again afterwards: so the work is
  // called from Python.
  private static final Source DETACHED =
      Source.newBuilder(
              "python",
              """
              def detached(work):
                  from polygil.gil import _set_held
                  held = _set_held(False)
                  try:
                      work()
                  finally:
                      _set_held(held)
              detached
              """,
              "<polygil>/detached.py")
          .buildLiteral();

  private Detached() {}

  static <T extends @Nullable Object, E extends Exception> T run(Gil.Work<T, E> work) throws E {
    KernelThread here = KernelThread.here();
    if (here.isDetached()) {
      // Nothing to release. Going through Python again would also use up the stack at a place of
      // its own choosing, such as a class's initialiser, which the class does not survive.
      return work.run();
    }
    Context context;
    try {
      context = Context.getCurrent();
    } catch (IllegalStateException e) {
      // Not a thread that Python has called: it has no GIL to release.
      return work.run();
    }
    Outcome<T, E> outcome = new Outcome<>(work, here.listener());
    CallOfKernel call = CallOfKernel.current();
    boolean before = call != null && call.detach(true);
    KernelThread.Before attached = here.mark(here.listener(), true);
    try {
      context.eval(DETACHED).executeVoid(outcome);
    } catch (PolyglotException e) {
      outcome.rethrowOwn(e);
      throw e;
    } finally {
      attached.restore();
      if (call != null) {
        call.detach(before);
      }
    }
    return outcome.result();
  }

  private static final class Outcome<T extends @Nullable Object, E extends Exception>
      implements ProxyExecutable {
    private final Gil.Work<T, E> work;
    private final KernelListener listener;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Outcome(Gil.Work<T, E> work, KernelListener listener) {
      this.work = work;
      this.listener = listener;
    }

    @Override
    public Object execute(org.graalvm.polyglot.Value... arguments) {
      listener.detached();
      try {
        result = work.run();
        return true;
      } catch (Throwable e) {
        failure = e;
        throw new DetachedFailure(e);
      } finally {
        listener.attaching();
      }
    }

    // The work's own exception, and not what has become of it on its way through Python.
    @SuppressWarnings("unchecked")
    void rethrowOwn(PolyglotException e) throws E {
      Throwable own = failure;
      if (own != null
          && e.isHostException()
          && e.asHostException() instanceof DetachedFailure carried
          && own.equals(carried.getCause())) {
        if (own instanceof Error error) {
          throw error;
        }
        throw (E) own;
      }
    }

    @SuppressWarnings("NullAway") // It is null where the work returned null.
    T result() {
      return result;
    }
  }

  private static final class DetachedFailure extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1;

    DetachedFailure(Throwable cause) {
      super(cause);
    }
  }
}
