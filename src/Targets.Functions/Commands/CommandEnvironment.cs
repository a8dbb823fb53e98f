namespace Sluice.Targets.Functions.Commands;

/// <summary>What a started program finds in its environment: nothing of the server's but where things are.</summary>
internal static class CommandEnvironment
{
    private static readonly string[] Kept = ["PATH", "HOME", "LANG", "TMPDIR"];

    public static IReadOnlyDictionary<string, string> Of(FunctionCommand command)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        foreach (var (name, value) in command.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
