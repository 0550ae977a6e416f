package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be refused, and what must work, in contexts that are closed but for one door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
  private static final String NETWORK = "allowNetwork";
  private static final String PROCESSES = "allowProcesses";
  private static final String NATIVE = "allowNativeExtensions";
  private static final String FILES = "allowFileSystem";

  private final PythonEngine engine = new PythonEngine(Permissions.none());
  private final Map<String, PythonContext> contexts = new HashMap<>();

  private Path outer;
  private Path modules;
  private Path secret;
  private Path readable;
  private Path writable;
  private Path writableByLink;
  private Path missing;

  SandboxTest() {
    Path none = Path.of("");
    outer = none;
    modules = none;
    secret = none;
    readable = none;
    writable = none;
    writableByLink = none;
    missing = none;
  }

  @BeforeAll
  void makeFiles(@TempDir Path folder) throws IOException {
    outer = folder.toRealPath();
    secret = Files.writeString(outer.resolve("secret.txt"), "secret");
    modules = Files.createDirectory(outer.resolve("modules"));
    Files.writeString(modules.resolve("helper.py"), "ANSWER = 42");
    Files.createSymbolicLink(modules.resolve("way_out"), secret);
    readable = Files.createDirectory(outer.resolve("readable"));
    Files.writeString(readable.resolve("data.txt"), "data");
    Files.createSymbolicLink(readable.resolve("way_out"), outer);
    writable = Files.createDirectory(outer.resolve("writable"));
    Files.createSymbolicLink(writable.resolve("way_out"), secret);
    Files.createSymbolicLink(writable.resolve("dangling"), outer.resolve("created.txt"));
    Path target = Files.createDirectory(outer.resolve("target"));
    writableByLink = Files.createSymbolicLink(outer.resolve("by_link"), target);
    missing = outer.resolve("missing");
  }

  @AfterAll
  void end() {
    engine.close();
  }

  private PythonContext with(Permissions permissions) {
    return contexts.computeIfAbsent(
        permissions.toString(), key -> engine.create(options(permissions)));
  }

  private ContextOptions options(Permissions permissions) {
    return ContextOptions.quiet(List.of(modules), List.of(), permissions);
  }

  private PythonContext closed() {
    return with(Permissions.none());
  }

  private PythonContext withFiles() {
    return with(filesOpen());
  }

  private Permissions filesOpen() {
    return Permissions.none()
        .allowFileSystem(List.of(readable), List.of(writable, writableByLink, missing));
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  private static void assertRefused(PythonContext context, String code, String way) {
    assertThatThrownBy(() -> context.exec(code))
        .isInstanceOfSatisfying(
            PythonException.class,
            e -> {
              assertThat(e.type()).isEqualTo("PermissionError");
              assertThat(e.pythonMessage()).contains("PythonPool.builder()." + way + "()");
            });
  }

  private static Object eval(PythonContext context, String expression) {
    return Objects.requireNonNull(context.eval(expression, Object.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "md5",
        "sha1",
        "sha224",
        "sha256",
        "sha384",
        "sha512",
        "blake2b",
        "blake2s",
        "sha3_256"
      })
  void hashes_need_no_native_code(String name) {
    assertThat(eval(closed(), "__import__('hashlib').new('" + name + "', b'a').hexdigest()"))
        .asString()
        .hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import random; assert 0 <= random.random() < 1; random.SystemRandom().random()",
        "import uuid; assert uuid.uuid4() != uuid.uuid4(); uuid.uuid1()",
        "import secrets; assert len(secrets.token_hex(4)) == 8",
        "import os; assert len(os.urandom(4)) == 4",
        "import time, datetime; assert datetime.datetime.now().year > 2000; time.localtime()",
        "import zoneinfo; assert zoneinfo.available_timezones() == set()",
        "import locale; locale.setlocale(locale.LC_ALL, '')",
        "import json, re, collections, csv, decimal, statistics, logging, pickle, zlib, gzip",
        "import threading; t = threading.Thread(target=print); t.start(); t.join()",
        "import concurrent.futures as f; assert list(f.ThreadPoolExecutor(2).map(abs, [-1])) == [1]",
        "import multiprocessing, subprocess, socket, ssl, select, signal, mmap, tempfile",
        "import helper; assert helper.ANSWER == 42",
        "import importlib.resources as r; r.files('json').joinpath('tool.py').read_text()",
        "import io, zipfile; zipfile.ZipFile(io.BytesIO(), 'w').writestr('a', 'b')",
        "import os; assert 'HOME' not in os.environ and 'PATH' not in os.environ",
        "import os; assert os.getcwd() and not os.path.exists('/') and not list(os.walk('/'))",
      })
  void what_reaches_nothing_works(String code) {
    closed().exec(code);
  }

  @Test
  void asyncio_needs_no_network() {
    closed()
        .exec(
            """
            import asyncio, time
            async def tick(n):
                await asyncio.sleep(0.05)
                return n
            async def main():
                assert sum(await asyncio.gather(*map(tick, range(20)))) == 190
                assert await asyncio.to_thread(abs, -3) == 3
                try:
                    await asyncio.wait_for(asyncio.sleep(60), 0.01)
                    assert False
                except TimeoutError:
                    pass
            asyncio.run(main())
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import socket; socket.create_connection(('127.0.0.1', 1))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.gethostbyname('localhost')",
        "import select; select.select([], [], [], 0)",
        "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', 1))",
      })
  void network_is_closed(String code) {
    assertRefused(closed(), code, NETWORK);
    assertRefused(withFiles(), code, NETWORK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import subprocess; subprocess.run(['true'])",
        "import subprocess; subprocess.run('true', shell=True)",
        "import os; os.system('true')",
        "import os; os.popen('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "import signal; signal.raise_signal(signal.SIGTERM)",
        "import signal; signal.alarm(1)",
        "import signal; signal.setitimer(signal.ITIMER_REAL, 1)",
        "import sys; del sys.modules['_signal']; import _signal; _signal.raise_signal(15)",
        "import importlib, _signal; importlib.reload(_signal).raise_signal(15)",
      })
  void processes_and_signals_are_closed(String code) {
    assertRefused(closed(), code, PROCESSES);
    assertRefused(with(Permissions.none().allowNetwork()), code, PROCESSES);
  }

  @Test
  void signal_handlers_are_refused_as_in_a_second_interpreter_of_CPython() {
    assertThatThrownBy(() -> closed().exec("import signal; signal.signal(2, signal.SIG_IGN)"))
        .hasMessageStartingWith("ValueError: ")
        .hasMessageContaining(PROCESSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite3", "ctypes", "_testcapi", "pyexpat", "termios", "bz2"})
  void native_code_is_closed_in_every_context(String module) {
    for (PythonContext context : List.of(closed(), withFiles(), closed())) {
      assertThatThrownBy(() -> context.exec("import " + module))
          .hasMessageStartingWith("ModuleNotFoundError: ")
          .hasMessageContaining(NATIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java; java.type('java.lang.System')",
        "import java.lang.System",
        "import polyglot; polyglot.eval(language='python', string='1')",
        "import polyglot; polyglot.import_value('x')",
      })
  void java_and_other_languages_are_closed(String code) {
    assertThatThrownBy(() -> closed().exec(code)).hasMessageContaining("not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('/etc/hostname')",
        "open('x', 'w')",
        "import os; os.listdir('.')",
        "import os; os.listdir('/')",
        "import os; os.stat('/etc')",
        "import os; os.statvfs('/')",
        "import os; os.mkdir('x')",
        "import pathlib; pathlib.Path('/etc/hostname').read_text()",
        "import os; os.open(os.__file__, os.O_WRONLY)",
        "import os; os.mkdir(os.path.dirname(os.__file__) + '/x')",
        "import os; open(os.path.dirname(os.__file__) + '/x.py', 'w')",
        "import os; os.rename(os.__file__, os.__file__ + 'x')",
        "import os; open(os.path.dirname(os.__file__) + '/..' * 12 + '/etc/hostname')",
        "import __graalpython__; __graalpython__.read_file('/etc/hostname')",
      })
  void files_are_closed_and_the_library_is_read_only(String code) {
    assertRefused(closed(), code, FILES);
    assertRefused(withFiles(), code, FILES);
  }

  @Test
  void refusals_name_the_path() {
    assertThatThrownBy(() -> closed().exec("open('/etc/hostname')"))
        .hasMessageContaining("'/etc/hostname'");
  }

  @Test
  void module_path_is_read_only_and_its_links_lead_nowhere() {
    String helper = quoted(modules.resolve("helper.py"));
    assertThat(eval(closed(), "open(" + helper + ").read()")).isEqualTo("ANSWER = 42");
    assertRefused(closed(), "open(" + helper + ", 'a')", FILES);
    assertRefused(closed(), "import os; os.remove(" + helper + ")", FILES);
    assertRefused(closed(), "open(" + quoted(modules.resolve("way_out")) + ")", FILES);
    assertRefused(closed(), "open(" + quoted(modules.resolve("../secret.txt")) + ")", FILES);
  }

  @Test
  void open_folders_are_open() {
    // One of its own: its working directory changes.
    PythonContext context = engine.create(options(filesOpen()));
    assertThat(eval(context, "open(" + quoted(readable.resolve("data.txt")) + ").read()"))
        .isEqualTo("data");
    context.exec(
        """
        import os, shutil, tempfile
        for folder in ("%s", "%s", "%s"):
            os.makedirs(folder, exist_ok=True)
            os.chdir(folder)
            with open("a", "w") as file:
                file.write("text")
            os.mkdir("d")
            os.rename("a", "d/b")
            os.symlink("d/b", "l")
            assert open("l").read() == open(folder + "/d/../d/b").read() == "text"
            shutil.copy("%s/data.txt", "copy")
            with tempfile.NamedTemporaryFile(dir=folder) as file:
                file.write(b"x")
            assert {"d", "l", "copy"} <= set(os.listdir())
            shutil.rmtree("d")
            for name in ("l", "copy"):
                os.remove(name)
        """
            .formatted(writable, writableByLink, missing, readable));
  }

  @Test
  void nothing_leads_out_of_open_folders() throws IOException {
    PythonContext context = withFiles();
    String in = quoted(Files.writeString(writable.resolve("in"), "in"));
    String data = quoted(readable.resolve("data.txt"));
    String out = quoted(outer.resolve("out"));
    for (String code :
        List.of(
            "open(" + quoted(secret) + ")",
            "open(" + quoted(writable.resolve("way_out")) + ")",
            "open(" + quoted(writable.resolve("way_out")) + ", 'w')",
            "open(" + quoted(writable.resolve("dangling")) + ", 'w')",
            "open(" + quoted(writable.resolve("../created.txt")) + ", 'w')",
            "open(" + quoted(writable.resolve("not_there/../../created.txt")) + ", 'w')",
            "open(" + quoted(readable.resolve("way_out/secret.txt")) + ")",
            "open(" + data + ", 'a')",
            "os.remove(" + data + ")",
            "os.chmod(" + data + ", 0o777)",
            "os.rename(" + in + ", " + out + ")",
            "os.rename(" + data + ", " + quoted(writable.resolve("new")) + ")",
            "os.rename(" + quoted(secret) + ", " + quoted(writable.resolve("new")) + ")",
            "os.link(" + quoted(secret) + ", " + quoted(writable.resolve("new")) + ")",
            "os.link(" + data + ", " + quoted(writable.resolve("new")) + ")",
            "os.symlink(" + quoted(secret) + ", " + quoted(writable.resolve("new")) + ")",
            "os.symlink('../secret.txt', " + quoted(writable.resolve("new")) + ")",
            "os.symlink(" + in + ", " + out + ")",
            "shutil.copy(" + quoted(secret) + ", " + quoted(writable.resolve("new")) + ")",
            "shutil.copy(" + in + ", " + out + ")",
            "shutil.move(" + in + ", " + out + ")")) {
      assertRefused(context, "import os, shutil; " + code, FILES);
    }
    assertThat(secret).hasContent("secret");
    assertThat(readable.resolve("data.txt")).hasContent("data");
    assertThat(outer.resolve("created.txt")).doesNotExist();
    assertThat(outer.resolve("out")).doesNotExist();
    assertThat(writable.resolve("new")).doesNotExist();
  }

  @Test
  void network_opens_alone() throws Exception {
    PythonContext context = with(Permissions.none().allowNetwork());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answer =
          Thread.ofPlatform()
              .start(() -> {
                try (var socket = server.accept()) {
                  socket.getOutputStream().write("hello".getBytes("US-ASCII"));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      context.exec(
          """
          import socket
          with socket.create_connection(("localhost", %d)) as connection:
              assert connection.recv(5) == b"hello"
          """
              .formatted(server.getLocalPort()));
      answer.join();
    }
    context.exec("import asyncio; asyncio.run(asyncio.sleep(0))");
    assertRefused(context, "open('/etc/hostname')", FILES);
  }

  @Test
  void processes_open_alone() {
    PythonContext context = with(Permissions.none().allowProcesses());
    context.exec(
        """
        import os, signal, subprocess
        assert subprocess.run(["true"]).returncode == 0
        assert subprocess.run(["sh", "-c", "exit 3"]).returncode == 3
        assert subprocess.check_output("echo $HOME", shell=True) == b"\\n"
        assert os.system("exit 3") == 3 and os.system('test -z "$HOME"') == 0
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)
        """);
    assertRefused(context, "open('/etc/hostname')", FILES);
    assertRefused(context, "import socket; socket.socket()", NETWORK);
  }

  @Test
  void environment_is_what_was_given() {
    PythonContext given = with(Permissions.none().allowEnvironment(Map.of("COLOUR", "red")));
    assertThat(eval(given, "__import__('os').environ['COLOUR']")).isEqualTo("red");
    assertThat(eval(given, "'PATH' in __import__('os').environ")).isEqualTo(false);
    PythonContext taken = with(Permissions.none().allowEnvironment("PATH", "NO_SUCH_VARIABLE"));
    assertThat(eval(taken, "__import__('os').environ['PATH']")).isEqualTo(System.getenv("PATH"));
    assertThat(eval(taken, "'HOME' in __import__('os').environ")).isEqualTo(false);
    assertThat(eval(taken, "'NO_SUCH_VARIABLE' in __import__('os').environ")).isEqualTo(false);
  }

  @Test
  void java_classes_open_by_name_without_reflection() {
    Permissions permissions = Permissions.none().allowJavaClasses("java.util.ArrayList"::equals);
    try (PythonEngine other = new PythonEngine(permissions)) {
      PythonContext context = other.create(options(permissions));
      context.exec("import java.util.ArrayList as A; a = A(); a.add(3); assert a.size() == 1");
      assertThatThrownBy(() -> context.exec("import java.lang.System"))
          .hasMessageContaining("denied");
      assertThatThrownBy(
              () -> context.exec("import java.util.ArrayList as A; A().getClass().getName()"))
          .hasMessageContaining("AttributeError");
      assertThatThrownBy(
              () -> context.exec("import java; java.type('java.util.ArrayList').class_.forName"))
          .hasMessageContaining("AttributeError");
      assertRefused(context, "open('/etc/hostname')", FILES);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.create(options(permissions)))
        .withMessageContaining("Java classes");
  }

  @Test
  void the_python_command_has_it_all() {
    with(Permissions.likePythonCommand())
        .exec(
            """
            import ctypes, os, socket, subprocess, sys
            assert open("%s").read() == "secret"
            assert subprocess.run(["true"]).returncode == 0
            socket.socket().close()
            assert "PATH" in os.environ
            """
                .formatted(secret));
  }

  @Test
  void exit_ends_the_program_and_not_the_process() {
    PythonContext context = engine.create(options(Permissions.none()));
    assertThatThrownBy(() -> context.exec("import sys; sys.exit(3)"))
        .hasMessageStartingWith("SystemExit");
    assertThatThrownBy(() -> context.exec("import os; os._exit(3)"))
        .hasMessageStartingWith("SystemExit");
  }
}
