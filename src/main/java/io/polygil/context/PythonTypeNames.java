package io.polygil.context;

import org.graalvm.polyglot.Value;

/** Names of Python types, for messages. */
final class PythonTypeNames {
  private PythonTypeNames() {}

  static String of(Value value) {
    if (value.isNull()) {
      return "NoneType";
    }
    Value type = value.getMetaObject();
    String name = type == null ? "object" : type.getMetaSimpleName();
    // A primitive on its way into Java code already shows its Java class.
    return switch (name) {
      case "Byte", "Short", "Integer", "Long", "BigInteger" -> "int";
      case "Float", "Double" -> "float";
      case "Boolean" -> "bool";
      case "String", "TruffleString" -> "str";
      default -> name;
    };
  }

  /** A refusal of a value that is of another type. */
  static ConversionException refusal(Value value, String wanted) {
    return new ConversionException(
        ConversionException.Kind.TYPE, "expected " + wanted + ", got " + of(value));
  }
}
