package io.polygil.lab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes pixels as PNG. The JDK's own writer would load the desktop libraries for it. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int CHANNELS = 3;

  private Png() {}

  /** An image of red, green and blue bytes, row by row, as an address that holds it. */
  static String dataAddress(int width, int height, byte[] pixels) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(of(width, height, pixels));
  }

  static byte[] of(int width, int height, byte[] pixels) {
    int line = width * CHANNELS;
    if (pixels.length != line * height) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels has %d bytes, got %d"
              .formatted(width, height, line * height, pixels.length));
    }
    byte[] filtered = new byte[(line + 1) * height];
    for (int y = 0; y < height; y++) {
      // Each line begins with the number of its filter: 0 is none.
      System.arraycopy(pixels, y * line, filtered, y * (line + 1) + 1, line);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    // Eight bits a channel, colours, and the only methods that there are.
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(png, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
    chunk(png, "IDAT", deflated(filtered));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[8192];
      while (!deflater.finished()) {
        out.write(block, 0, deflater.deflate(block));
      }
      return out.toByteArray();
    }
  }
}
