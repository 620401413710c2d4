import java.io.File;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.tools.ExecFileLoader;

/** Prints what JaCoCo has recorded of one class, line by line: the data file, the class file. */
public class Coverage {
  public static void main(String[] args) throws Exception {
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(new File(args[0]));
    CoverageBuilder builder = new CoverageBuilder();
    new Analyzer(loader.getExecutionDataStore(), builder).analyzeAll(new File(args[1]));
    for (IClassCoverage type : builder.getClasses()) {
      for (int i = type.getFirstLine(); i <= type.getLastLine(); i++) {
        ILine line = type.getLine(i);
        if (line.getStatus() != ICounter.EMPTY) {
          System.out.println(
              i + " " + text(line.getInstructionCounter()) + " " + text(line.getBranchCounter()));
        }
      }
    }
  }

  private static String text(ICounter counter) {
    return counter.getCoveredCount() + "/" + counter.getTotalCount();
  }
}
