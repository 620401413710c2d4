package dev.coro.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The piece of a {@code pom.xml} in the README agrees with the poms of this project. */
final class ReadmePomTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
  private static final XPath PATHS = XPathFactory.newInstance().newXPath();

  private static Document readme;
  private static Document parent;
  private static Document agent;

  @BeforeAll
  static void parse() throws Exception {
    var block =
        Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertTrue(block.find());
    readme = parse("<project>" + block.group(1) + "</project>");
    assertTrue(!block.find(), "another block of XML, which nobody tests");
    parent = parse(Files.readString(ROOT.resolve("pom.xml")));
    agent = parse(Files.readString(ROOT.resolve("agent/pom.xml")));
  }

  private static Document parse(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static String at(Document document, String path) throws Exception {
    return PATHS.evaluate("/project/" + path, document).trim();
  }

  @Test
  void dependencyIsTheAgentOfThisVersion() throws Exception {
    String dependency = "dependencies/dependency/";
    assertEquals(at(parent, "groupId"), at(readme, dependency + "groupId"));
    assertEquals(at(agent, "artifactId"), at(readme, dependency + "artifactId"));
    assertEquals(at(parent, "version"), at(readme, dependency + "version"));
  }

  /** {@code dependency:properties} calls the property {@code groupId:artifactId:type}. */
  @Test
  void agentIsPassedByThePropertyOfTheDependency() throws Exception {
    String property =
        "${"
            + at(readme, "dependencies/dependency/groupId")
            + ":"
            + at(readme, "dependencies/dependency/artifactId")
            + ":jar}";
    assertEquals(
        "properties",
        at(readme, plugin("maven-dependency-plugin") + "executions/execution/goals/goal"));
    assertEquals(
        "\"-javaagent:" + property + "\"",
        at(readme, plugin("maven-surefire-plugin") + "configuration/argLine"));
    assertEquals(
        "-javaagent:" + property,
        at(readme, plugin("exec-maven-plugin") + "configuration/arguments/argument[1]"));
  }

  /** With these versions this very project is built. */
  @Test
  void pluginsHaveTheVersionsOfThisProject() throws Exception {
    assertEquals(
        at(parent, "properties/maven-dependency-plugin.version"),
        at(readme, plugin("maven-dependency-plugin") + "version"));
    assertEquals(
        at(parent, "properties/surefire.version"),
        at(readme, plugin("maven-surefire-plugin") + "version"));
    assertEquals(
        at(parent, "properties/maven.compiler.release"),
        at(readme, "properties/maven.compiler.source"));
  }

  private static String plugin(String artifactId) {
    return "build/plugins/plugin[artifactId='" + artifactId + "']/";
  }
}
