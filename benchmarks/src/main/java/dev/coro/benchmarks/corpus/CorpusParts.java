package dev.coro.benchmarks.corpus;

import java.util.List;

/** The jars of {@code ./coro corpus}: compilers of many languages, old, odd and obfuscated code. */
public final class CorpusParts {
  private static final String KOTLIN = "2.4.21";
  private static final String SCALA = "3.7.3";
  private static final String NETTY = "4.1.118.Final";

  private CorpusParts() {}

  /** All of them, in the order in which they are judged. */
  public static List<CorpusPart> all() {
    return List.of(
        asmTest(),
        CorpusPart.of(
                "hsqldb", "a database of 2008, class files of Java 1.2", "hsqldb:hsqldb:1.8.0.10")
            .with("javax.servlet:servlet-api:2.5"),
        CorpusPart.of("rhino", "a JavaScript engine", "org.mozilla:rhino-all:1.9.1"),
        CorpusPart.of("antlr", "a parser generator", "org.antlr:antlr4:4.13.2:jar:complete"),
        CorpusPart.of("guava", "collections and more", "com.google.guava:guava:33.4.0-jre")
            .with("com.google.guava:failureaccess:1.0.2"),
        CorpusPart.of("h2", "a database", "com.h2database:h2:2.5.252"),
        CorpusPart.of("ecj", "Eclipse's Java compiler", "org.eclipse.jdt:ecj:3.46.100"),
        CorpusPart.of("spring", "Spring's core", "org.springframework:spring-core:6.2.3")
            .with("org.springframework:spring-jcl:6.2.3"),
        netty(),
        CorpusPart.of("clojure", "Clojure and its compiler", "org.clojure:clojure:1.12.0")
            .with("org.clojure:spec.alpha:0.5.238", "org.clojure:core.specs.alpha:0.4.74"),
        CorpusPart.of("groovy", "Groovy and its compiler", "org.apache.groovy:groovy:5.0.2"),
        CorpusPart.of("saxon", "an XQuery processor", "net.sf.saxon:Saxon-HE:9.9.1-8"),
        CorpusPart.of("jython", "Python", "org.python:jython-standalone:2.7.4"),
        CorpusPart.of("jruby", "Ruby", "org.jruby:jruby-complete:9.4.12.0"),
        scala(),
        kotlin(),
        CorpusPart.of(
                "obfuscated",
                "the JavaScript engine, optimised and obfuscated by ProGuard",
                "org.mozilla:rhino-all:1.9.1")
            .obfuscate());
  }

  private static CorpusPart asmTest() {
    return CorpusPart.of(
        "asm-test",
        "odd class files made by hand: every instruction, frame and structure",
        "org.ow2.asm:asm-test:9.5");
  }

  private static CorpusPart netty() {
    return CorpusPart.of(
        "netty",
        "a network library",
        "io.netty:netty-common:" + NETTY,
        "io.netty:netty-buffer:" + NETTY,
        "io.netty:netty-transport:" + NETTY,
        "io.netty:netty-resolver:" + NETTY,
        "io.netty:netty-handler:" + NETTY,
        "io.netty:netty-codec:" + NETTY,
        "io.netty:netty-codec-http:" + NETTY);
  }

  private static CorpusPart scala() {
    return CorpusPart.of(
            "scala",
            "the Scala compiler and its library",
            "org.scala-lang:scala3-compiler_3:" + SCALA,
            "org.scala-lang:scala-library:2.13.16")
        .with(
            "org.scala-lang:scala3-interfaces:" + SCALA,
            "org.scala-lang:scala3-library_3:" + SCALA,
            "org.scala-lang:tasty-core_3:" + SCALA,
            "org.scala-lang.modules:scala-asm:9.8.0-scala-1",
            "org.scala-sbt:compiler-interface:1.10.7",
            "org.scala-sbt:util-interface:1.10.7");
  }

  private static CorpusPart kotlin() {
    return CorpusPart.of(
            "kotlin",
            "the Kotlin compiler",
            "org.jetbrains.kotlin:kotlin-compiler-embeddable:" + KOTLIN)
        .with(
            "org.jetbrains.kotlin:kotlin-stdlib:" + KOTLIN,
            "org.jetbrains.kotlin:kotlin-script-runtime:" + KOTLIN,
            "org.jetbrains.kotlin:kotlin-daemon-embeddable:" + KOTLIN,
            "org.jetbrains.kotlin:kotlin-build-tools-api:" + KOTLIN,
            "org.jetbrains.kotlin:kotlin-reflect:1.6.10",
            "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.8.0",
            "org.jetbrains:annotations:13.0");
  }
}
