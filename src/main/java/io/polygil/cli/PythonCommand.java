package io.polygil.cli;

import io.polygil.PythonLease;
import io.polygil.PythonPoolBuilder;
import io.polygil.kernel.Gil;
import io.polygil.kernel.Kernel;
import io.polygil.kernel.KernelModule;
import java.util.function.IntConsumer;

/**
 * What the {@code python} command gives a program beside the language: the names of the module
 * site, such as {@code exit} and {@code help}, and an {@code os._exit} that ends the process from
 * any thread. GraalPy's own ends its context only, and from a thread that is not the main one it
 * may wait for ever.
 *
 * <p>The module site itself would take a second of each start: its names are made when they are
 * first used.
 */
@KernelModule("polygil_process")
final class PythonCommand {
  private static final String NAMES =
      """
      import builtins
      import sys

      TEXTS = {
          "copyright": sys.copyright,
          "credits": "Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software Foundation"
          " and a\\ncast of thousands for supporting Python development. See www.python.org for more.",
          "license": "See https://www.python.org/psf/license/",
      }

      class Later:
          def __init__(self, name):
              self.__dict__["name"] = name

          def _made(self):
              import _sitebuiltins

              name = self.__dict__["name"]
              if name == "help":
                  made = _sitebuiltins._Helper()
              elif name in TEXTS:
                  made = _sitebuiltins._Printer(name, TEXTS[name])
              else:
                  made = _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)")
              # A program may have put its own there.
              if getattr(builtins, name, None) is self:
                  setattr(builtins, name, made)
              return made

          def __getattr__(self, name):
              return getattr(self._made(), name)

          def __repr__(self):
              return repr(self._made())

          def __call__(self, *arguments, **named):
              return self._made()(*arguments, **named)

      for name in "exit", "quit", "help", *TEXTS:
          setattr(builtins, name, Later(name))
      """;

  private static final String EXIT =
      """
      import posix

      def _exit(status):
          from polygil_process import end_process

          end_process(status)

      posix._exit = _exit
      """;

  private final IntConsumer end;

  private PythonCommand(IntConsumer end) {
    this.end = end;
  }

  /**
   * Gives the names to all contexts of a pool, and the kernel to end the process with.
   *
   * @param end gets the exit code of {@code os._exit}, on the thread that has called it, and is to
   *     end the process
   */
  static PythonPoolBuilder in(PythonPoolBuilder pool, IntConsumer end) {
    return pool.kernelObjects(new PythonCommand(end)).warmUp(NAMES);
  }

  /**
   * Makes the leased context the process's own. In others, the workers of executors, {@code
   * os._exit} ends no more than the worker.
   */
  static void takesTheProcess(PythonLease lease) {
    lease.exec(EXIT);
  }

  /** Ends the process, at once and without a word, as {@code os._exit} does. */
  @Kernel(gil = Gil.RELEASE)
  void end_process(int status) {
    end.accept(status);
  }
}
