package io.gridwork.worker.app;

import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A program by its name on a command line. */
final class ProgramArgument implements ITypeConverter<BuiltIn> {
    @Override
    public BuiltIn convert(String name) {
        return Programs.byName(name)
                .orElseThrow(
                        () -> new TypeConversionException("no built-in program is named \"" + name + "\": there are "
                                + Programs.builtIn().stream().map(BuiltIn::name).toList()));
    }
}
