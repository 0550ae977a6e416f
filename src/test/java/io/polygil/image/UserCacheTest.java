package io.polygil.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCacheTest {
  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void makeCache() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
  }

  private Path start(String name) throws IOException {
    return Files.createDirectories(cache.resolve("start-" + name).resolve("lib")).getParent();
  }

  private Path checkout(String name, Path start) throws IOException {
    Path home = folder.resolve(name);
    Path file = Files.createDirectories(home.resolve("target/polygil")).resolve("start");
    Files.writeString(file, "/jdk\n" + start + "\n\n");
    UserCache.use(start, home);
    return home;
  }

  @Test
  void whatAnotherCheckoutUsesStays() throws Exception {
    Path old = start("old");
    Path shared = start("shared");
    Path now = start("now");
    Path unknown = start("unknown");
    Path home = checkout("home", old);
    UserCache.use(shared, home);
    checkout("other", shared);
    UserCache.use(now, home);
    UserCache.removeUnused(cache, home, now);
    assertThat(old).doesNotExist();
    assertThat(shared).exists();
    assertThat(now).exists();
    // Another build may be about to note that it uses it.
    assertThat(unknown).exists();
  }

  @Test
  void aCheckoutThatIsGoneUsesNothing() throws Exception {
    Path lost = start("lost");
    UserCache.use(lost, folder.resolve("removed"));
    UserCache.removeUnused(cache, folder.resolve("home"), start("now"));
    assertThat(lost).doesNotExist();
  }

  @Test
  void aRuntimeGoesADayAfterTheLastStartThatHasIt() throws Exception {
    Path linked = Files.createDirectory(cache.resolve("runtime-linked"));
    Path old = Files.createDirectory(cache.resolve("runtime-old"));
    Path being = Files.createDirectory(cache.resolve("runtime-being-used-soon"));
    Path now = start("now");
    Files.createSymbolicLink(now.resolve("runtime"), linked);
    Files.createSymbolicLink(start("broken").resolve("runtime"), cache.resolve("runtime-none"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(linked, yesterday);
    Files.setLastModifiedTime(old, yesterday);
    UserCache.removeUnused(cache, folder.resolve("home"), now);
    assertThat(linked).exists();
    assertThat(old).doesNotExist();
    assertThat(being).exists();
  }

  @Test
  void whatWasBegunAndNeverEndedGoesAfterADay() throws Exception {
    Path begun = start("begun");
    Path scratch = Files.createDirectory(cache.resolve(UserCache.SCRATCH + "1"));
    Path current = Files.createDirectory(cache.resolve(UserCache.SCRATCH + "2"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(begun, yesterday);
    Files.setLastModifiedTime(scratch, yesterday);
    UserCache.removeUnused(cache, folder.resolve("home"), start("now"));
    assertThat(begun).doesNotExist();
    assertThat(scratch).doesNotExist();
    assertThat(current).exists();
  }

  @Test
  void aFingerprintChangesWithNameAndContent() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "text");
    Path two = Files.writeString(folder.resolve("two"), "text");
    String first = new Fingerprint().add(one).text();
    assertThat(new Fingerprint().add(one).text()).isEqualTo(first);
    assertThat(new Fingerprint().add(two).text()).isNotEqualTo(first);
    assertThat(new Fingerprint().add(one).add(two).text()).isNotEqualTo(first);
    Files.writeString(one, "texts");
    assertThat(new Fingerprint().add(one).text()).isNotEqualTo(first);
  }
}
