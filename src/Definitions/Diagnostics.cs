namespace Sluice.Definitions;
public static class Diagnostics
{
    public static string Summary(IReadOnlyList<Diagnostic> diagnostics) => string.Join("; ", diagnostics);
}
