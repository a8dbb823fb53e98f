using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;
using Sluice.Targets.Chat.Asking;

namespace Sluice.Targets.Chat;

/// <summary>Asks a language model: the action <c>Ext.LLM:Chat</c>.</summary>
/// <remarks>There is no time limit but the task's own, and a question that was sent is never sent again here.</remarks>
public sealed class ChatTarget : ITaskTarget, IDisposable
{
    public const string Chat = "Ext.LLM:Chat";

    private readonly ChatTargetOptions _options;
    private readonly HttpMessageInvoker _connections;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public ChatTarget(ChatTargetOptions options)
    {
        (_options, _connections) = (options, Connections.Create(options.Connections));
        Actions = options.Url is null ? [] : [Chat];
        Entries = options.Url is { } url ? [Entry(url, options.Connections)] : [];
    }

    /// <remarks>None as long as no service is set.</remarks>
    public IReadOnlyCollection<string> Actions { get; }

    public IReadOnlyList<TargetEntry> Entries { get; }

    public string? AdviceFor(string action) => action == Chat ? Advice : null;

    /// <summary>What has to be set.</summary>
    public static string Advice => "Set chat.url to the base URL of a service that speaks OpenAI's protocol, and chat.key to its key; see docs/chat.md.";

    public CallPlace PlaceOf(TaskCall call) => new(Chat, _options.ConcurrentCalls);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (_options.Url is not { } url)
        {
            return new StepFailure(FailureCodes.ActionNotSupported, $"No service is set for {Chat}. {Advice}");
        }

        if (!ChatCall.Read(call, _options).TryGet(out var question, out var failure))
        {
            return failure;
        }

        using var connection = new ModelConnection(_connections, hasKey: _options.Key is not null, call);
        try
        {
            return await Question.AskAsync(question, url, _options, connection, call, cancellationToken);
        }
        catch (AnswerTooLargeException)
        {
            return StepFailure.DataLimitExceeded($"The answer of {Chat}", call.MaxResultBytes, LimitNames.StateDataBytes);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return ChatFailures.Lost(url, e);
        }
    }

    public void Dispose() => _connections.Dispose();

    private static TargetEntry Entry(Uri url, ConnectionOptions connections) => new(Chat, "openai")
    {
        Actions = [Chat],
        Address = UrlRules.Shown(url),
        NoAnswer = [ChatFailures.RequestFailed],
        Probe = cancellationToken => TargetProbe.OfAsync(
            () => Connections.ReachAsync(connections, url, cancellationToken), Connections.IsNoConnection),
    };
}
