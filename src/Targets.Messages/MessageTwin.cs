using System.Security.Cryptography;
using System.Text;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Targets.Messages;

/// <summary>Reads the parameters of <c>MNS:SendMessage</c> as the real call does, and answers as it would: nobody gets anything.</summary>
public sealed class MessageTwin : ITargetTwin, ITaskTarget
{
    public IReadOnlyCollection<string> Actions { get; } = [MessageTarget.SendMessage];

    public bool Serves(string action) => action == MessageTarget.SendMessage;

    public StepFailure? Check(TaskCall call) => MessageCall.Read(call).TryGet(out var message, out var failure)
        ? MessageTarget.Problem(message)
        : failure;

    /// <returns>The same for each attempt, as a message that is sent again is the same message.</returns>
    public Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<JsonPayload>>(MessageCall.Read(call).TryGet(out var message, out var failure)
            ? MessageTarget.Result(new(IdOf(call), Convert.ToHexString(MD5.HashData(message.Body)), call.IdempotencyKey))
            : failure);

    private static string IdOf(TaskCall call) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(call.IdempotencyKey)))[..32];
}
