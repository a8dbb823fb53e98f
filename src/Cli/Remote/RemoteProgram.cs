using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client.Answers;

namespace Sluice.Cli.Remote;

/// <summary>Parses what stands behind a verb, does it, and says in a sentence what went wrong.</summary>
internal static class RemoteProgram
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <param name="program">Has this one verb.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IVerb verb, Command program, string[] arguments, Surroundings surroundings)
    {
        var line = program.Parse([verb.Name, .. arguments], Parsing);
        if (line.Action is ParseErrorAction)
        {
            return TellUsage(verb, string.Join(' ', line.Errors.Select(error => error.Message).Distinct()), surroundings);
        }

        try
        {
            return await line.InvokeAsync(new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (UsageException e)
        {
            return TellUsage(verb, e.Message, surroundings);
        }
        catch (ClientException e)
        {
            Tell(e, CommonOptions.IsJson(line), surroundings);
            return ExitCodes.Of(e);
        }
        catch (OperationCanceledException)
        {
            surroundings.Say(Texts.FormatInterrupted(verb.Name));
            return ExitCodes.Interrupted;
        }
    }

    private static int TellUsage(IVerb verb, string sentence, Surroundings surroundings)
    {
        surroundings.Say(Texts.FormatUsageMistake(verb.Name, Plain.Text(sentence)));
        return ExitCodes.Usage;
    }

    /// <summary>To a person in sentences; to a program as the server's own answer.</summary>
    private static void Tell(ClientException refusal, bool isJson, Surroundings surroundings)
    {
        if (isJson)
        {
            var diagnostics = refusal.Diagnostics.ValueKind == JsonValueKind.Array ? refusal.Diagnostics : (JsonElement?)null;
            surroundings.Error.WriteLine(JsonLines.Of(
                new { code = refusal.Code, message = refusal.Message, requestId = refusal.RequestId, diagnostics }));
            return;
        }

        surroundings.Say(Plain.Text($"{refusal.Code}: {refusal.Message}"));
        var next = refusal switch
        {
            { Code: ClientException.Unreachable } =>
                Texts.UnreachableNext,
            { Code: "NotFound" or "MethodNotAllowed" } =>
                Texts.FormatOtherVersion(typeof(RemoteProgram).Assembly.GetName().Version?.ToString(3)),
            _ when ExitCodes.Of(refusal) == ExitCodes.Denied =>
                Texts.KeysNext,
            _ => null,
        };
        if (next is not null)
        {
            surroundings.Say(next);
        }
    }
}
