package io.polygil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polygil.compare.FreshProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, which needs a process of its own. */
class CtrlCTest {
  @TempDir Path folder;

  private Process start(String program, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("program.py"), program);
    // A shell in the background would ignore SIGINT, and its children with it.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(FreshProcess.command(Main.class, "run"));
    command.addAll(List.of(options));
    command.add(file.toString());
    return new ProcessBuilder(command).start();
  }

  private static void interrupt(Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
  }

  private static void assertEnds(Process process, int code) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
  }

  /** A program that says "go", and whose KeyboardInterrupt nobody catches. */
  private static void assertInterruptEnds(Process process, String... lastLines) throws Exception {
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      assertThat(out.readLine()).isEqualTo("go");
      interrupt(process);
      assertThat(err.lines())
          .contains("KeyboardInterrupt")
          .noneMatch(line -> line.contains("\tat"));
      assertThat(out.lines()).containsExactly(lastLines);
      assertEnds(process, 130);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itIsAKeyboardInterruptThatTheProgramSees() throws Exception {
    Process process =
        start(
            """
            try:
                # Within the try, as the signal may come before the next line has begun.
                print("go", flush=True)
                while True:
                    pass
            except KeyboardInterrupt:
                print("caught")
            finally:
                print("finally")
            """);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("go");
      interrupt(process);
      assertThat(out.lines()).containsExactly("caught", "finally");
      assertEnds(process, 0);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void oneThatNobodyCatchesEndsTheProgramWithItsTraceback() throws Exception {
    assertInterruptEnds(
        start(
            """
            import time
            print("go", flush=True)
            time.sleep(600)
            """,
            "--timeout",
            "1h"));
  }

  /** Python's own code does not run meanwhile, and in the first case no other thread's either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fibonacci.fibonacci_gil(2**62)",
        "fibonacci.fibonacci_nogil(2**62)",
        "parallel_sum.calculate_sum(2**32 - 1)",
        "greetings.long_running_task(2**62)",
      })
  void itReachesKernels(String call) throws Exception {
    assertInterruptEnds(
        start(
            """
            import fibonacci, greetings, parallel_sum
            try:
                print("go", flush=True)
                %s
            finally:
                print("finally")
            """
                .formatted(call)),
        "finally");
  }

  @Test
  void itEndsAWaitForInput() throws Exception {
    Process process =
        start(
            """
            print("go", flush=True)
            try:
                input()
            except KeyboardInterrupt:
                # What is typed after it is not lost.
                print("interrupted", flush=True)
                print(input() + input())
            print("go on", flush=True)
            input()
            """);
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader();
        BufferedWriter in = process.outputWriter()) {
      assertThat(out.readLine()).isEqualTo("go");
      interrupt(process);
      assertThat(out.readLine()).isEqualTo("interrupted");
      in.write("one\ntwo\n");
      in.flush();
      assertThat(out.readLine()).isEqualTo("onetwo");
      assertThat(out.readLine()).isEqualTo("go on");
      interrupt(process);
      assertThat(err.lines()).contains("KeyboardInterrupt");
      assertEnds(process, 130);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itEndsAWaitForThreadsAtTheEnd() throws Exception {
    assertInterruptEnds(
        start(
            """
            import threading, time
            threading.Thread(target=time.sleep, args=(600,)).start()
            print("go", flush=True)
            """));
  }

  @Test
  void itEndsTheCallsOfAnExecutor() throws Exception {
    assertInterruptEnds(
        start(
            """
            from polygil.futures import ContextPoolExecutor

            def work():
                while True:
                    pass

            if __name__ == "__main__":
                with ContextPoolExecutor(1) as executor:
                    future = executor.submit(work)
                    print("go", flush=True)
                    future.result()
            """));
  }
}
