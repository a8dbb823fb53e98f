using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Sluice.Cli.Wording;

/// <summary>The texts in Chinese, of this program and of the library that parses its arguments: assemblies in a directory beside it.</summary>
internal static class ChineseTexts
{
    private const string Name = "zh-Hans";

    /// <summary>What they are found by.</summary>
    /// <remarks>Without the cultures of the system (they cost time at each start) this one's name is not written as the directory's is,
    /// and the runtime does not find it on its own where the case of letters matters.</remarks>
    public static CultureInfo Culture { get; } = Find();

    private static CultureInfo Find()
    {
        AssemblyLoadContext.Default.Resolving += static (context, wanted) => Load(context, wanted);
        return CultureInfo.GetCultureInfo(Name);
    }

    private static Assembly? Load(AssemblyLoadContext context, AssemblyName wanted)
    {
        var path = Path.Combine(AppContext.BaseDirectory, Name, $"{wanted.Name}.dll");
        return string.Equals(wanted.CultureName, Name, StringComparison.OrdinalIgnoreCase) && File.Exists(path)
            ? context.LoadFromAssemblyPath(path)
            : null;
    }
}
