namespace Sluice.Targets.Functions.Commands;

/// <summary>Where a command's program lies.</summary>
internal static class ProgramPath
{
    /// <summary>Whether there is such a file; the program is not started for it.</summary>
    public static TargetProbe Probe(FunctionCommand command) => Find(command) is null
        ? new($"The program '{command}' is not there.")
        : TargetProbe.Reached;

    /// <summary>The program's file: one with a slash counts from the command's directory, another is looked for in <c>PATH</c>.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static string? Find(FunctionCommand command)
    {
        var program = command.Words[0];
        if (program.Contains('/'))
        {
            var path = Path.GetFullPath(program, Path.GetFullPath(command.Directory ?? "."));
            return File.Exists(path) ? path : null;
        }

        var directories = CommandEnvironment.Of(command).GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return directories.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
    }
}
