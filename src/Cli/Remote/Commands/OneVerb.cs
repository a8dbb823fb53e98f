using System.CommandLine;
using System.CommandLine.Invocation;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Server.Starting;

namespace Sluice.Cli.Remote.Commands;

/// <summary>A verb that no server is behind, as its arguments tell it.</summary>
internal static class OneVerb
{
    /// <param name="command">What stands behind the verb.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartException">What is told is not understood.</exception>
    public static async Task<int> RunAsync(IVerb verb, Command command, string[] arguments, Surroundings surroundings)
    {
        var parsed = HelpWithExample.Program(command, verb.Example).Parse(
            [verb.Name, .. arguments], new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Action is ParseErrorAction)
        {
            var sentences = string.Join(' ', parsed.Errors.Select(error => Plain.Text(error.Message)).Distinct());
            throw Wrong(verb, $"{sentences} See sluice {verb.Name} --help.");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (UsageException e)
        {
            throw Wrong(verb, e.Message);
        }
    }

    /// <param name="sentence">What is wrong, and what would be right.</param>
    private static StartException Wrong(IVerb verb, string sentence) => new($"{verb.Name}: {sentence}", StartException.Usage);
}
