using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Objects.Tests;

/// <summary>Made-up keys, among them all that file systems treat in a way of their own.</summary>
internal static class Some
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.Elements("a", "b", "A", "c.csv", "data", "Data", "ä", "a\u0308", "日本", "😀", "\uFFFD", "x y")),
        (6, Gen.Elements(
            "%", "%2e", "%file", "%more", "%empty", ".", "..", "...", " ", "con", "CON.txt", "nul.", "lpt1", "~", "-",
            "\\", ":", "*", "?", "\"", "<", ">", "|", "$(x)", "\t", "\n", "\u007f", "\u0001", "é.", "a.", ".a")),
        (1, Gen.Choose(150, 420).Select(length => new string('q', length))),
        (1, Gen.Choose(60, 160).Select(length => string.Concat(Enumerable.Repeat("%é", length)))));

    private static readonly Gen<string> Part =
        Gen.Choose(0, 3).SelectMany(count => Piece.ArrayOf(count)).Select(string.Concat);

    /// <summary>Any text that might be tried as a key.</summary>
    public static Gen<string> Text { get; } =
        Gen.Choose(1, 4).SelectMany(count => Part.ArrayOf(count)).Select(parts => string.Join('/', parts));

    public static Gen<string> Key { get; } = Text.Where(ObjectKey.IsKey);

    /// <summary>Keys of which one is often the beginning of another.</summary>
    public static Gen<string> CrowdedKey { get; } = Gen.Frequency(
        (5, Gen.Choose(1, 4).SelectMany(count => Gen.Elements("a", "b", "a!", "a0", "").ArrayOf(count))
            .Select(parts => string.Join('/', parts))
            .Where(ObjectKey.IsKey)),
        (1, Gen.Elements("", "!", "/", "/b", "0").Select(end => new string('q', 200) + end)),
        (1, Key));

    /// <summary>None to twelve: each costs a put, and a put reaches the disk.</summary>
    public static Gen<T[]> Few<T>(Gen<T> values) => Gen.Choose(0, 12).SelectMany(count => values.ArrayOf(count));

    public static void Hold<T>(Gen<T> values, Func<T, Task> test) =>
        Prop.ForAll(values.ToArbitrary(), value =>
        {
            test(value).GetAwaiter().GetResult();
            return true;
        }).QuickCheckThrowOnFailure();
}
