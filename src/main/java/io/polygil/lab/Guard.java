package io.polygil.lab;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only the page of this lab in. Other pages in the same browser can send requests to this
 * machine, too: they do not know the token, their Origin is another, and one that has its name's
 * address changed to this machine's comes with that name as Host.
 */
final class Guard {
  private static final int TOKEN_BYTES = 24;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String token;

  Guard(String token) {
    this.token = token;
  }

  static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String token() {
    return token;
  }

  /** Refuses a request that is not the page's, and says to the browser what the page may do. */
  void check(Context request) {
    request.header("Content-Security-Policy", POLICY);
    request.header("X-Content-Type-Options", "nosniff");
    request.header("Referrer-Policy", "no-referrer");
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    request.header("Cross-Origin-Resource-Policy", "same-origin");
    request.header("Cache-Control", "no-store");
    // The port that was bound, whatever a header says.
    Set<String> hosts =
        Set.of(
            "127.0.0.1:" + request.req().getLocalPort(),
            "localhost:" + request.req().getLocalPort());
    @Nullable String host = request.header("Host");
    if (host == null || !hosts.contains(host)) {
      throw new ForbiddenResponse("This lab is for this machine: ask for it as 127.0.0.1.");
    }
    boolean changes = !request.req().getMethod().equals("GET");
    @Nullable String origin = request.header("Origin");
    if (origin == null ? changes : !hosts.contains(origin.replaceFirst("^http://", ""))) {
      throw new ForbiddenResponse("Only the lab's own page may ask for this.");
    }
    String path = request.path();
    int end = path.indexOf('/', 1);
    String given = end < 0 ? path.substring(1) : path.substring(1, end);
    if (!MessageDigest.isEqual(bytes(given), bytes(token))) {
      throw new NotFoundResponse(
          "The lab has another address: open the one that polygil lab printed, with its token.");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
