using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Client;
using Sluice.Model;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Tests;

namespace Sluice.Cli.Tests;

/// <summary><c>sluice test --record</c>: writes a test of what an execution did, and sees that it passes.</summary>
internal sealed class TestRecord(Surroundings surroundings)
{
    /// <param name="execution">FLOW/EXECUTION.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string execution, Connection connection, CancellationToken cancellationToken)
    {
        using var client = new SluiceClient(connection.Endpoint, connection.Key);
        var address = Address.Parse(execution, "EXECUTION");
        var recording = await ReadAsync(client, address, cancellationToken);
        var flowFile = $"./{address.Flow}.yaml";
        var (text, secrets) = Make(recording, flowFile);
        surroundings.Output.Write(text);
        surroundings.Say(Texts.FormatRecordedOf(recording.Revision, Plain.Text(address.Flow), Plain.Text(flowFile)));
        if (secrets > 0)
        {
            surroundings.Say(secrets == 1
                ? Texts.SecretReplaced
                : Texts.FormatSecretsReplaced(secrets));
        }

        return Try(recording, text, cancellationToken);
    }

    private static async Task<Recording> ReadAsync(SluiceClient client, Address address, CancellationToken cancellationToken)
    {
        await using var stream = await new OwnApi(client).ReadRecordingsAsync(
            new Dictionary<string, string?> { ["flow"] = address.Flow, ["name"] = address.Name, ["limit"] = "1" }, cancellationToken);
        var reader = new RecordingReader();
        try
        {
            return await reader.ReadAsync(stream, cancellationToken).FirstOrDefaultAsync(cancellationToken) is { } found
                ? found.Read()
                : throw new UsageException(reader.Running > 0
                    ? Texts.FormatRecordNotEnded(address)
                    : Texts.FormatRecordNone(address));
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(Texts.FormatRecordImpossible(address, e.Message));
        }
    }

    private static (string Text, int Secrets) Make(Recording recording, string flowFile)
    {
        try
        {
            return RecordedTest.Of(recording, flowFile);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(Texts.FormatRecordedImpossible(recording.Execution.FlowName, recording.Execution.Name, e.Message));
        }
    }

    /// <summary>What was written passes, or it is said that it does not.</summary>
    private int Try(Recording recording, string text, CancellationToken cancellationToken)
    {
        var read = new TestFileReader(_ => recording.Text, Limits.Default).Read("recorded.test.yaml", text);
        var result = new TestRunner(TestSession.Lent, atOnce: 1).Run([read], cancellationToken: cancellationToken).Single().Tests.FirstOrDefault();
        if (result?.Verdict == TestVerdict.Passed)
        {
            return ExitCodes.Done;
        }

        var why = result is null ? read.Problems.FirstOrDefault()?.Message : result.Reason ?? result.Unmet.FirstOrDefault()?.ToString();
        surroundings.Say(Plain.Text(Texts.FormatRecordNeedsHand(why)));
        return ExitCodes.Failed;
    }
}
