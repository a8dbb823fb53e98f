using System.Text.Json;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote.Commands;

/// <summary>What a server says of a definition that it refuses.</summary>
internal static class Diagnostics
{
    public static void Tell(string path, JsonElement diagnostics, Surroundings surroundings)
    {
        foreach (var problem in diagnostics.EnumerateArray())
        {
            surroundings.Error.WriteLine(
                $"{path}:{Plain.Text(problem, "line")}:{Plain.Text(problem, "column")}  {Plain.Text(problem, "severity")} "
                + $"{Plain.Text(problem, "code")}  {Plain.Text(problem, "message")} {Plain.Text(problem, "hint")}".TrimEnd());
        }
    }
}
