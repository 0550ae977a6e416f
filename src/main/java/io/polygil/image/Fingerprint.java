package io.polygil.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short text that changes when any of some files does. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Adds the name and the content of a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  Fingerprint add(Path file) {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      out.write(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      out.write(0);
      out.write(Long.toString(Files.size(file)).getBytes(StandardCharsets.UTF_8));
      out.write(0);
      in.transferTo(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text for the files added so far; more can be added. */
  String text() {
    try {
      MessageDigest now = (MessageDigest) digest.clone();
      return HexFormat.of().formatHex(now.digest(), 0, 8);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }
}
