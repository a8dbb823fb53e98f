using Sluice.Model;
using Sluice.Outbound;

namespace Sluice.Targets.Messages.Hosts;

/// <summary>Somebody who takes messages.</summary>
internal interface IMessageHost
{
    /// <summary>Where its calls go to.</summary>
    CallPlace Place { get; }

    /// <summary>Whether it sees to delays, or refuses them; otherwise it is given messages when they are due.</summary>
    bool CanDelay => true;

    /// <summary>Looks whether it can be reached.</summary>
    Task<TargetProbe> ProbeAsync(ConnectionOptions connections, CancellationToken cancellationToken);

    /// <returns>Which message it is from then on, or the failure the task ends with.</returns>
    Task<Outcome<TakenMessage>> SendAsync(MessageCall message, TaskCall call, CancellationToken cancellationToken);
}

/// <summary>A message that somebody has taken.</summary>
/// <param name="RequestId">By which whoever took it can be asked about it.</param>
internal sealed record TakenMessage(string Id, string BodyMd5, string RequestId);
