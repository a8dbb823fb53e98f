namespace Sluice.Sharing.Lanes;

/// <summary>What one of those who share a processor still has to do, in the order in which it came.</summary>
/// <remarks>All of it belongs to the ring that the lane is in, and is guarded by that ring.</remarks>
/// <typeparam name="T">What its pieces are.</typeparam>
/// <param name="name">For people.</param>
public sealed class Lane<T>(string name)
{
    public string Name { get; } = name;

    internal Queue<T> Items { get; } = new();

    /// <summary>Units that the lane may still spend before others have their turn; below 0 it owes some.</summary>
    internal long Credit { get; set; }

    /// <summary>Mean of what the last pieces took: what the next one is taken for until it is paid.</summary>
    internal long Guess { get; set; }

    /// <summary>The place in the ring; null while the lane is not in it.</summary>
    internal LinkedListNode<Lane<T>>? Place { get; set; }

    /// <summary>The lane was empty when it was looked at last: another look like that, and it leaves the ring.</summary>
    internal bool WasEmpty { get; set; }

    /// <summary>It gets no turn, whatever it has.</summary>
    internal bool IsHeld { get; set; }
}
