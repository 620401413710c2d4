package dev.coro.benchmarks.torture;

import java.util.List;

/** The programs of {@code ./coro torture}. */
public final class TorturePrograms {
  /** The low rate, as a share of the highest one of a program. */
  public static final double LOW_RATE = 0.01;

  /** Interfaces of the JDK through which programs call their own database drivers. */
  private static final String JDBC = "suspendable=java.sql.*#*";

  private TorturePrograms() {}

  /** All programs, quick ones first. */
  public static List<TortureProgram> all() {
    return List.of(
        luaj(),
        obfuscated(),
        hsqldb(),
        rhino(),
        h2(),
        saxon(),
        antlr(),
        ecj(),
        jython(),
        clojure(),
        kotlin());
  }

  private static TortureProgram luaj() {
    return TortureProgram.named("luaj", "the Lua interpreter LuaJ runs a script")
        .from("org.luaj:luaj-jse:3.0.1")
        .reading("script.lua")
        .onThreads()
        .runs(200_000, "lua", "../input/script.lua");
  }

  private static TortureProgram hsqldb() {
    return TortureProgram.named("hsqldb", "a database of 2008, class files of Java 1.2; SQL script")
        .from("hsqldb:hsqldb:1.8.0.10")
        .reading("hsqldb.sql")
        .withAgentOptions(JDBC)
        .runs(
            10_000,
            "org.hsqldb.util.SqlTool",
            "--inlineRc",
            "url=jdbc:hsqldb:mem:x,user=sa,password=",
            "../input/hsqldb.sql");
  }

  private static TortureProgram rhino() {
    return TortureProgram.named("rhino", "the JavaScript interpreter Rhino runs a script")
        .from("org.mozilla:rhino-all:1.9.1")
        .reading("script.js")
        .runs(
            400_000, "org.mozilla.javascript.tools.shell.Main", "-opt", "-1", "../input/script.js");
  }

  private static TortureProgram obfuscated() {
    return TortureProgram.named("obfuscated", "the same after ProGuard has been over LuaJ")
        .from("org.luaj:luaj-jse:3.0.1")
        .obfuscated(
            "-keepclassmembers", "class * extends org.luaj.vm2.lib.LibFunction { <init>(); }")
        .reading("script.lua")
        .onThreads()
        .runs(100_000, "lua", "../input/script.lua");
  }

  private static TortureProgram h2() {
    return TortureProgram.named("h2", "the database H2 runs an SQL script in memory")
        .from("com.h2database:h2:2.5.252")
        .reading("h2.sql")
        .withAgentOptions(JDBC)
        .runs(
            100_000,
            "org.h2.tools.RunScript",
            "-url",
            "jdbc:h2:mem:t",
            "-script",
            "../input/h2.sql",
            "-continueOnError",
            "-showResults");
  }

  private static TortureProgram saxon() {
    return TortureProgram.named("saxon", "the XQuery processor Saxon runs a query")
        .from("net.sf.saxon:Saxon-HE:9.9.1-8")
        .reading("books.xml", "books.xq")
        .runs(
            10_000,
            "net.sf.saxon.Query",
            "-s:../input/books.xml",
            "-q:../input/books.xq",
            "!indent=yes");
  }

  private static TortureProgram antlr() {
    return TortureProgram.named("antlr", "the parser generator ANTLR writes a parser")
        .from("org.antlr:antlr4:4.13.2:jar:complete")
        .reading("G.g4")
        .runs(100_000, "org.antlr.v4.Tool", "-o", "out", "-visitor", "../input/G.g4");
  }

  private static TortureProgram ecj() {
    return TortureProgram.named("ecj", "Eclipse's compiler compiles Commons Lang to class files")
        .from("org.eclipse.jdt:ecj:3.46.100")
        .readingSources("org.apache.commons:commons-lang3:3.17.0:jar:sources")
        .with("-Djdt.compiler.useSingleThread=true")
        .onThreads()
        .runs(
            10_000_000,
            "org.eclipse.jdt.internal.compiler.batch.Main",
            "-17",
            "-nowarn",
            "-g",
            "-proc:none",
            "-d",
            "out",
            "../input/sources");
  }

  private static TortureProgram jython() {
    return TortureProgram.named("jython", "Jython compiles a Python script to bytecode and runs it")
        .from("org.python:jython-standalone:2.7.4")
        .reading("script.py")
        .with("-Dpython.cachedir.skip=true", "-Dpython.import.site=false")
        .runs(100_000, "org.python.util.jython", "../input/script.py");
  }

  private static TortureProgram clojure() {
    return TortureProgram.named("clojure", "Clojure compiles and runs a script")
        .from(
            "org.clojure:clojure:1.12.0",
            "org.clojure:spec.alpha:0.5.238",
            "org.clojure:core.specs.alpha:0.4.74")
        .reading("script.clj")
        .upToRate(0.02)
        .runs(1_500, "clojure.main", "../input/script.clj");
  }

  private static TortureProgram kotlin() {
    return TortureProgram.named("kotlin", "Kotlin's compiler, shrunk by ProGuard, compiles a file")
        .from(
            "org.jetbrains.kotlin:kotlin-compiler-embeddable:2.4.21",
            "org.jetbrains.kotlin:kotlin-stdlib:2.4.21",
            "org.jetbrains.kotlin:kotlin-script-runtime:2.4.21",
            "org.jetbrains.kotlin:kotlin-reflect:1.6.10",
            "org.jetbrains.intellij.deps:trove4j:1.0.20200330",
            "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.8.0",
            "org.jetbrains:annotations:13.0")
        .reading("Sample.kt")
        .upToRate(0.02)
        .runs(
            50_000,
            "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
            "-no-reflect",
            "-no-stdlib",
            "-cp",
            "../../jars/kotlin-stdlib-2.4.21.jar",
            "-d",
            "out",
            "../input/Sample.kt");
  }
}
