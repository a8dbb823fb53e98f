using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>Stands for the queues of a server that has none: as one of several it would keep messages that the others do not find.</summary>
internal sealed class AbsentHost : IMessageHost
{
    public CallPlace Place => new(MessageTarget.SendMessage);

    public Task<TargetProbe> ProbeAsync(ConnectionOptions connections, CancellationToken cancellationToken) =>
        Task.FromResult(new TargetProbe("A node of a cluster has no queues and topics of its own."));

    public Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<TakenMessage>>(new StepFailure(
            MessageFailures.Internal,
            $"'{message.Name}' leads nowhere: a node of a cluster has no queues and topics of its own. Name a service that has it in "
            + "messages.routes of the settings file."));
}
