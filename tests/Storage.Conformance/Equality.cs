using System.Text.Json;

namespace Sluice.Storage.Conformance;

/// <summary>Compares rows by content. A record compares its arrays by reference.</summary>
public static class Equality
{
    public static void Same<T>(T? expected, T? actual) => Assert.Equal(Show(expected), Show(actual));

    public static void Same(IEnumerable<ExecutionRow> expected, IEnumerable<ExecutionRow> actual) =>
        Assert.Equal(expected.Select(Show), actual.Select(Show));

    public static void Same(IEnumerable<JournalRow> expected, IEnumerable<JournalRow> actual) =>
        Assert.Equal(expected.Select(Show), actual.Select(Show));

    public static void Same(IEnumerable<LetterRow> expected, IEnumerable<LetterRow> actual) =>
        Assert.Equal(expected.Select(Show), actual.Select(Show));

    private static string Show<T>(T value) => JsonSerializer.Serialize(value);
}
