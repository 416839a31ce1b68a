package io.gridwork.toolkit.deploy;

import java.util.List;
import java.util.stream.Collectors;

/** What a verification found, a finding per contract, call and expectation of the plan. */
public record Verification(String plan, long chainId, List<Finding> findings) {
    /** {@code problem}: empty when all is as planned. */
    public record Finding(String subject, String problem) {
        public boolean isGood() {
            return problem.isEmpty();
        }

        @Override
        public String toString() {
            return isGood() ? "ok     " + subject : "ERROR  " + subject + ": " + problem;
        }
    }

    public Verification {
        findings = List.copyOf(findings);
    }

    public boolean isGood() {
        return findings.stream().allMatch(Finding::isGood);
    }

    public List<Finding> problems() {
        return findings.stream().filter(finding -> !finding.isGood()).toList();
    }

    /** A line per finding, for people. */
    @Override
    public String toString() {
        return "plan " + plan + " on chain " + chainId + "\n"
                + findings.stream().map(finding -> "  " + finding + "\n").collect(Collectors.joining())
                + (isGood()
                        ? "all is as planned"
                        : problems().size() + " of " + findings.size() + " findings are errors");
    }
}
