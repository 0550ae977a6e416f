package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedModulesTest {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  @Test
  void theJdksOwnToolReadsWhatWasMade() throws Exception {
    PackagedModules modules = new PackagedModules(JDK);
    assumeTrue(modules.present(), "this JDK has jmods of its own");
    Path jmod = folder.resolve("java.base.jmod");
    modules.write("java.base", jmod);
    assertThat(jmod("describe", jmod)).startsWith("java.base@25");
    assertThat(jmod("list", jmod))
        .contains("classes/java/lang/Object.class")
        .contains("bin/java\n", "lib/server/libjvm.so", "conf/security/java.security")
        // What jlink generates it must not find already there.
        .doesNotContain("SystemModules$all.class", "classes/release");
    assertThat(jmod("list", jmod)).contains("classes/jdk/internal/module/SystemModulesMap.class");
  }

  private static String jmod(String mode, Path file) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider tool = ToolProvider.findFirst("jmod").orElseThrow();
    assertThat(tool.run(out, out, mode, file.toString())).as(said.toString()).isZero();
    return said.toString();
  }

  @Test
  void differencesTellWhatWasThereBefore() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xabba);
    out.writeInt(3);
    difference(out, 1, "/m/added", "");
    difference(out, 2, "/m/removed", "old");
    difference(out, 3, "/m/changed", "before");
    ModuleDifferences differences = ModuleDifferences.read(bytes.toByteArray());
    assertThat(differences.before()).containsOnlyKeys("/m/added", "/m/removed", "/m/changed");
    assertThat(differences.before().get("/m/added")).isNull();
    assertThat(differences.before().get("/m/removed")).isEqualTo(bytes("old"));
    assertThat(differences.before().get("/m/changed")).isEqualTo(bytes("before"));
    assertThatThrownBy(() -> ModuleDifferences.read(new byte[8])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ModuleDifferences.read(new byte[3])).isInstanceOf(IOException.class);
  }

  private static void difference(DataOutputStream out, int kind, String name, String content)
      throws IOException {
    out.writeShort(kind);
    out.writeInt(name.length());
    out.write(bytes(name));
    out.writeInt(content.length());
    out.write(bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
