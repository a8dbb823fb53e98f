using System.Text;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Tests.Verbs;

/// <summary>What a verb has around it in a test.</summary>
internal static class SomeSurroundings
{
    /// <param name="input">What its standard input holds.</param>
    public static Surroundings Of(
        TextWriter output, string input = "", params (string Name, string Value)[] variables) => new(
            output,
            TextWriter.Null,
            () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
