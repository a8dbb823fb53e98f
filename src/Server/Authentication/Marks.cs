namespace Sluice.Server.Authentication;

/// <summary>A set of 64-bit hashes: 11 to 21 bytes for each, and only a small part is copied as it grows.</summary>
/// <remarks>Not safe for several threads at once.</remarks>
internal sealed class Marks
{
    private const int PartBits = 8;
    private const int FirstSlots = 16;

    // Open addressing, in parts by the hash's highest bits: one large table would be copied whole each time it doubles,
    // and leave its former self for the collector. 0 is an empty slot.
    private readonly ulong[]?[] _parts = new ulong[1 << PartBits][];
    private readonly int[] _counts = new int[1 << PartBits];

    public int Count { get; private set; }

    public bool Contains(ulong mark) =>
        _parts[PartOf(mark)] is { } slots && slots[SlotOf(slots, Stored(mark))] != 0;

    /// <returns>False when it was there already.</returns>
    public bool Add(ulong mark)
    {
        var (part, stored) = (PartOf(mark), Stored(mark));
        var slots = _parts[part] ??= new ulong[FirstSlots];
        var slot = SlotOf(slots, stored);
        if (slots[slot] != 0)
        {
            return false;
        }

        slots[slot] = stored;
        Count++;
        if (++_counts[part] > slots.Length / 4 * 3)
        {
            _parts[part] = Doubled(slots);
        }

        return true;
    }

    private static ulong[] Doubled(ulong[] slots)
    {
        var doubled = new ulong[2 * slots.Length];
        foreach (var stored in slots.Where(stored => stored != 0))
        {
            doubled[SlotOf(doubled, stored)] = stored;
        }

        return doubled;
    }

    /// <returns>Where it is, or else where it belongs: there is always a free slot.</returns>
    private static int SlotOf(ulong[] slots, ulong stored)
    {
        var slot = (int)stored & (slots.Length - 1);
        while (slots[slot] != 0 && slots[slot] != stored)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }

    private static int PartOf(ulong mark) => (int)(mark >> (64 - PartBits));

    private static ulong Stored(ulong mark) => mark == 0 ? 1 : mark;
}
