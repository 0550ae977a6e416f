package io.polygil.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionsTest {

  @Test
  void each_step_gives_a_copy() {
    Permissions closed = Permissions.none();
    Permissions open = closed.allowNetwork().allowProcesses();

    assertThat(closed).hasToString("sandbox");
    assertThat(open).hasToString("sandbox open to network, processes");
  }

  @Test
  void text_names_what_is_open_without_values_of_variables() {
    Path folder = Path.of("folder").toAbsolutePath();
    Permissions permissions =
        Permissions.none()
            .allowFileSystem(List.of(Path.of("folder")), List.of(Path.of("/w")))
            .allowEnvironment(Map.of("TOKEN", "hidden"))
            .allowEnvironment(Map.of("COLOUR", "red"))
            .allowJavaClasses(name -> false);

    assertThat(permissions)
        .hasToString(
            "sandbox open to reading ["
                + folder
                + "], writing [/w], environment [COLOUR, TOKEN], Java classes");
  }

  @Test
  void steps_of_one_kind_add_up() {
    Permissions permissions =
        Permissions.none()
            .allowFileSystem(List.of(Path.of("/a")), List.of())
            .allowFileSystem(List.of(Path.of("/b")), List.of())
            .allowJavaClasses("a"::equals)
            .allowJavaClasses("b"::equals);

    assertThat(permissions.readable()).containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(permissions.javaClasses()).accepts("a", "b").rejects("c");
  }

  @Test
  @SuppressWarnings("NullAway")
  void null_is_refused_at_once() {
    Permissions none = Permissions.none();
    assertThatNullPointerException().isThrownBy(() -> none.allowJavaClasses(null));
    assertThatNullPointerException()
        .isThrownBy(() -> none.allowFileSystem(Arrays.asList((Path) null), List.of()));
    assertThatNullPointerException().isThrownBy(() -> none.allowEnvironment((String) null));
  }
}
