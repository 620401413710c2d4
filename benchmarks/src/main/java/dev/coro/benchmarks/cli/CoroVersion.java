package dev.coro.benchmarks.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints. */
final class CoroVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = CoroVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "coro " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
    };
  }
}
