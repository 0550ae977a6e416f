package io.polygil.lab;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.sse.SseClient;
import io.polygil.compare.Comparison;
import io.polygil.context.ModuleSource;
import io.polygil.context.ResourceModules;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the lab answers to which request. */
final class LabRoutes {
  static final long MOST_REQUEST_BYTES = 512 * 1024;
  private static final long BEAT_MILLIS = 1_000;
  private static final int MOST_VISITOR_CHARACTERS = 64;

  private final Guard guard;
  private final RunQueue queue;
  private final LaneSource.Factory lanes;
  private final List<Lesson> lessons = Lessons.all();
  private final Assets assets = new Assets();

  LabRoutes(Guard guard, RunQueue queue, LaneSource.Factory lanes) {
    this.guard = guard;
    this.queue = queue;
    this.lanes = lanes;
  }

  void register(RoutesConfig routes) {
    routes.before(guard::check);
    routes.get("/{token}/", this::page);
    routes.get("/{token}/lessons", this::lessons);
    routes.post("/{token}/runs", this::run);
    routes.post("/{token}/runs/{id}/stop", request -> end(request, LabRun.Cancelled.STOPPED));
    routes.post("/{token}/runs/{id}/leave", request -> end(request, LabRun.Cancelled.LEFT));
    routes.sse("/{token}/runs/{id}/events", this::events);
    routes.get("/{token}/{file}", request -> asset(request, request.pathParam("file")));
  }

  private void page(Context request) {
    // What the page asks for is relative to its address.
    if (request.path().endsWith("/")) {
      asset(request, "index.html");
    } else {
      request.redirect(request.path() + "/");
    }
  }

  private void asset(Context request, String name) {
    Assets.Asset asset =
        assets.find(name).orElseThrow(() -> new NotFoundResponse("There is no " + name + "."));
    request.contentType(asset.type()).result(asset.text());
  }

  private void lessons(Context request) {
    ObjectNode json = RunSink.MAPPER.createObjectNode();
    ArrayNode list = json.putArray("lessons");
    lessons.forEach(lesson -> describe(lesson, list.addObject()));
    ArrayNode kernels = json.putArray("kernels");
    KernelNames.all().forEach(kernels::add);
    json.put("mostContexts", Play.MOST_CONTEXTS);
    json.put("mostThreads", Play.MOST_THREADS);
    json.put("mostCharacters", Play.MOST_CHARACTERS);
    request.contentType("application/json; charset=utf-8").result(json.toString());
  }

  private static void describe(Lesson lesson, ObjectNode json) {
    json.put("number", lesson.number()).put("document", lesson.document());
    json.put("extra", lesson.extra().name().toLowerCase(Locale.ROOT));
    ArrayNode programs = json.putArray("programs");
    for (String name : lesson.program()) {
      programs.addObject().put("name", name + ".py").put("text", program(name));
    }
    if (lesson.extra() == Lesson.Extra.SIDES) {
      ResourceModules own = new ResourceModules(Lab.class, "python");
      json.put("wrong", side(own, "wrong_side"));
      json.put("right", side(own, "right_side"));
    }
    ArrayNode rows = json.putArray("rows");
    for (LessonRow row : lesson.rows()) {
      rows.addObject().put("id", row.id()).put("documented", row.documented());
    }
  }

  /** What is run, without what tells of it. */
  private static String side(ResourceModules modules, String name) {
    String text = modules.find(name).map(ModuleSource::text).orElseThrow();
    return text.substring(0, text.indexOf("def says"));
  }

  private static String program(String name) {
    return name.equals("loop")
        ? Lessons.loopText()
        : Comparison.programs().find(name).map(ModuleSource::text).orElseThrow();
  }

  private void run(Context request) {
    JsonNode asked = read(request.body());
    String visitor = asked.path("visitor").asString("");
    if (visitor.isBlank() || visitor.length() > MOST_VISITOR_CHARACTERS) {
      throw new BadRequestResponse("A run needs its visitor's id.");
    }
    LabRun run = new LabRun(UUID.randomUUID().toString(), visitor, work(asked));
    try {
      queue.submit(run);
    } catch (RunQueue.RefusedException e) {
      throw switch (e.refusal()) {
        case VISITOR -> new ConflictResponse("visitor");
        case FULL -> new ServiceUnavailableResponse("full");
      };
    }
    request
        .status(HttpStatus.CREATED)
        .contentType("application/json")
        .result(RunSink.MAPPER.createObjectNode().put("id", run.id()).toString());
  }

  private RunWork work(JsonNode asked) {
    if (asked.has("play")) {
      return new Play(play(asked.get("play")), lanes);
    }
    int number = asked.path("lesson").asInt(0);
    return lessons.stream()
        .filter(lesson -> lesson.number() == number)
        .findFirst()
        .map(lesson -> new LessonRun(lesson, lanes))
        .orElseThrow(() -> new BadRequestResponse("There is no lesson " + number + "."));
  }

  private static Play.Request play(JsonNode play) {
    try {
      return new Play.Request(
          play.path("source").asString(""),
          play.path("contexts").asInt(0),
          play.path("threads").asInt(0),
          Play.Policy.valueOf(play.path("policy").asString("").toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode read(String body) {
    try {
      return RunSink.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new BadRequestResponse("The request is no JSON.");
    }
  }

  private void end(Context request, LabRun.Cancelled why) {
    queue.cancel(found(request), why);
    request.status(HttpStatus.NO_CONTENT);
  }

  private LabRun found(Context request) {
    @Nullable LabRun run = queue.find(request.pathParam("id"));
    if (run == null) {
      throw new NotFoundResponse("There is no such run.");
    }
    return run;
  }

  private void events(SseClient client) {
    LabRun run = found(client.ctx());
    int first = firstEvent(client.ctx().header("Last-Event-ID"));
    client.keepAlive();
    // Counted here, or a run whose page has just come would count as unread.
    run.beginReading();
    Thread.ofVirtual().name("lab-events").start(() -> send(client, run, first));
  }

  private static int firstEvent(@Nullable String last) {
    return last != null && last.matches("\\d{1,9}") ? Integer.parseInt(last) + 1 : 0;
  }

  private static void send(SseClient client, LabRun run, int first) {
    try (client) {
      int number = first;
      while (!client.terminated() && !run.events().endsAt(number)) {
        List<RunEvents.Event> events = run.events().from(number, BEAT_MILLIS);
        for (RunEvents.Event event : events) {
          client.sendEvent(event.name(), event.data(), Integer.toString(number++));
        }
        if (events.isEmpty()) {
          // Writing is the only way to learn that the page has gone.
          client.sendComment("beat");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      run.endReading();
    }
  }
}
