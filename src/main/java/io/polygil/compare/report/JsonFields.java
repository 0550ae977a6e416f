package io.polygil.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object whose fields must be there and of the right type: an exception names the field by
 * its path.
 */
final class JsonFields {
  private final JsonNode node;
  private final String path;

  JsonFields(JsonNode node, String path) throws UnreadableResultsException {
    this.node = node;
    this.path = path;
    if (!node.isObject()) {
      throw new UnreadableResultsException((path.isEmpty() ? "it" : path) + " is no JSON object");
    }
  }

  String text(String name) throws UnreadableResultsException {
    String text = optionalText(name);
    if (text == null) {
      throw wrong(name, "a text");
    }
    return text;
  }

  @Nullable String optionalText(String name) throws UnreadableResultsException {
    JsonNode value = node.path(name);
    if (isNothing(value)) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, "a text");
    }
    return value.asString();
  }

  @Nullable Boolean optionalTruth(String name) throws UnreadableResultsException {
    JsonNode value = node.path(name);
    if (isNothing(value)) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.asBoolean();
  }

  /** A constant of an enum, written in lower case. */
  <E extends Enum<E>> E constant(String name, Class<E> type) throws UnreadableResultsException {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw wrong(name, "one of the words known here");
  }

  long whole(String name) throws UnreadableResultsException {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return value.asLong();
  }

  /** A whole number, or -1 where there is none. */
  long optionalWhole(String name) throws UnreadableResultsException {
    return isNothing(node.path(name)) ? -1 : whole(name);
  }

  /** A number, or -1 where there is none. */
  double optionalNumber(String name) throws UnreadableResultsException {
    JsonNode value = node.path(name);
    return isNothing(value) ? -1 : number(value, name);
  }

  boolean has(String name) {
    return !isNothing(node.path(name));
  }

  List<Double> numbers(String name) throws UnreadableResultsException {
    return numbers(array(name), name);
  }

  List<List<Double>> numberLists(String name) throws UnreadableResultsException {
    List<List<Double>> lists = new ArrayList<>();
    for (JsonNode list : array(name)) {
      if (!list.isArray()) {
        throw wrong(name, "a list of lists");
      }
      lists.add(numbers(list, name));
    }
    return lists;
  }

  List<String> texts(String name) throws UnreadableResultsException {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array(name)) {
      if (!text.isString()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text.asString());
    }
    return texts;
  }

  JsonFields object(String name) throws UnreadableResultsException {
    return new JsonFields(node.path(name), child(name));
  }

  List<JsonFields> objects(String name) throws UnreadableResultsException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode object : array(name)) {
      objects.add(new JsonFields(object, child(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  UnreadableResultsException wrong(String name, String wanted) {
    JsonNode value = node.path(name);
    String found = value.isMissingNode() ? "missing" : "not " + wanted;
    return new UnreadableResultsException(child(name) + " is " + found);
  }

  private JsonNode array(String name) throws UnreadableResultsException {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  private List<Double> numbers(JsonNode array, String name) throws UnreadableResultsException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode value : array) {
      numbers.add(number(value, name));
    }
    return numbers;
  }

  // All numbers here are times and sizes.
  private double number(JsonNode value, String name) throws UnreadableResultsException {
    if (!value.isNumber() || !Double.isFinite(value.asDouble()) || value.asDouble() < 0) {
      throw wrong(name, "made of numbers that are finite and not negative");
    }
    return value.asDouble();
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private String child(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
