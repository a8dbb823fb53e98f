using Sluice.Model;
using Sluice.Queues;
using Sluice.Server.Admission;
using Sluice.Server.Routing;

namespace Sluice.Server.Messages;

/// <summary>The door of queues and topics, in the form that the vendor's message service has.</summary>
internal sealed class MessageDoor(QueueStore queues, Limits limits, Guards guards, MessageSignature? signature, ILoggerFactory loggers)
    : IMount
{
    /// <summary>As policies call it.</summary>
    public const string Service = "mns";

    private readonly Door _door = new(
        new MessageCodec(MessageRoutes.Of(queues), limits, signature),
        guards with { Logins = signature is null ? null : signature.Verify },
        loggers.CreateLogger<Door>());

    public bool Takes(HttpRequest request) =>
        request.Path.StartsWithSegments("/queues", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/topics", StringComparison.Ordinal);

    public Task AnswerAsync(HttpContext context, CancellationToken stopping) => _door.AnswerAsync(context, stopping);
}
