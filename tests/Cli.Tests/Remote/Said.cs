using System.Text;
using System.Text.Json;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Tests.Remote;

/// <summary>What came of a call of the program.</summary>
internal sealed record Said(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<Said> ByAsync(
        string[] arguments, string input, params (string Name, string Value)[] variables)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings(
            output,
            error,
            () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            variables.ToDictionary(variable => variable.Name, variable => variable.Value));
        var code = await VerbTable.RunAsync(arguments, surroundings);
        return new(code, output.ToString(), error.ToString());
    }
}
