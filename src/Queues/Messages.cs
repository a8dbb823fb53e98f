namespace Sluice.Queues;

/// <summary>A message to be sent.</summary>
/// <param name="Priority">1 to 16; lower comes first.</param>
/// <param name="DelaySeconds">Until it can be taken; null for what the queue says.</param>
/// <param name="Key">The same when it is sent again: then it is the same message. Null for one that is new each time.</param>
public sealed record NewMessage(byte[] Body, int Priority = NewMessage.UsualPriority, int? DelaySeconds = null, string? Key = null)
{
    public const int UsualPriority = 8;
}

/// <summary>A message that has been stored.</summary>
/// <param name="BodyMd5">In upper-case hexadecimal digits.</param>
public sealed record SentMessage(string Id, string BodyMd5);

/// <summary>A message that somebody sees.</summary>
/// <param name="Receipt">With what it is deleted or hidden for longer; null when it was only looked at.</param>
/// <param name="FirstTaken">Null when nobody took it yet.</param>
/// <param name="Taken">How often it was taken.</param>
/// <param name="NextVisible">When others can take it.</param>
public sealed record SeenMessage(
    string Id,
    byte[] Body,
    string BodyMd5,
    int Priority,
    string? Receipt,
    DateTimeOffset Sent,
    DateTimeOffset? FirstTaken,
    int Taken,
    DateTimeOffset NextVisible);

/// <summary>What a message that was taken is known by from then on.</summary>
public sealed record Hidden(string Receipt, DateTimeOffset NextVisible);
