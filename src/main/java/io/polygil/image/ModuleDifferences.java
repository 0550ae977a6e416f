package io.polygil.image;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What jlink changed in the classes and resources of one module when it linked a JDK, as a JDK
 * without jmods keeps it for linking again (JEP 493).
 *
 * @param before what each changed resource held before; null where there was none
 */
record ModuleDifferences(Map<String, byte @Nullable []> before) {
  private static final int MAGIC = 0xabba;
  private static final int ADDED = 1;

  /**
   * Reads the differences of a module.
   *
   * @throws IOException if the bytes are not in the format of JDK 25
   */
  static ModuleDifferences read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != MAGIC) {
      throw new IOException("jlink's differences do not begin as those of a JDK 25");
    }
    Map<String, byte @Nullable []> before = new HashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      int kind = in.readShort();
      String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      byte[] content = in.readNBytes(in.readInt());
      before.put(name, kind == ADDED ? null : content);
    }
    return new ModuleDifferences(before);
  }
}
