namespace Sluice.Definitions.Expressions.Functions;

/// <summary>What people are told of a function, in both languages of the reference.</summary>
/// <param name="Parameters">Their names, in order; three dots behind one that may come any number of times.</param>
/// <param name="Example">An expression.</param>
/// <param name="Result">What it gives, as JSON; null when that is another each time.</param>
internal sealed record FunctionNote(
    string Name, string[] Parameters, string Example, string? Result, string English, string Chinese);

/// <summary>The notes on all functions, in the order in which they are shown.</summary>
/// <remarks>docs/language is made from them. Source: definition language, section 5.</remarks>
internal static class FunctionNotes
{
    public static IReadOnlyList<FunctionNote> All { get; } =
    [
        new("format", ["template", "value…"], "format(\"{}/{}\", \"a\", [7])", "\"a/[7]\"",
            "Puts a value into each `{}`, texts as they are and others as JSON. Values left over do not matter; too few are an error.",
            "依次将各值填入 `{}`:字符串原样填入,其他值以 JSON 填入。多余的值被忽略,值不足则为错误。"),
        new("split", ["text", "delimiter"], "split(\"a,b,,c\", \",\")", "[\"a\",\"b\",\"\",\"c\"]",
            "Cuts at each delimiter; empty parts stay.",
            "按分隔符切分,保留空的部分。"),
        new("regexMatchString", ["pattern", "text"], "regexMatchString(`^v\\d+$`, \"v12\")", "true",
            "Whether the pattern matches somewhere in the text; see below.",
            "文本中是否有与模式匹配之处;见下文。"),
        new("length", ["value"], "length(\"héé\")", "3",
            "How many elements, members or characters (Unicode code points) there are.",
            "元素、成员或字符(Unicode 码点)的个数。"),
        new("get", ["from", "which"], "get({\"a\": 1}, \"a\")", "1",
            "An element by its number, a member by its name; null when it is not there.",
            "按序号取数组元素,或按名称取对象成员;不存在时为 null。"),
        new("arrayContains", ["array", "value"], "arrayContains([1, \"x\"], \"x\")", "true",
            "Whether an element is equal to the value.",
            "数组中是否有与该值相等的元素。"),
        new("arrayUnique", ["array"], "arrayUnique([3, 1, 3])", "[3,1]",
            "The array without later elements that are equal to earlier ones.",
            "去掉与前面元素相等的后续元素,顺序不变。"),
        new("toArray", ["value…"], "toArray(1, \"a\")", "[1,\"a\"]",
            "An array of its arguments.",
            "由各参数组成的数组。"),
        new("mapKeys", ["object"], "mapKeys({\"b\": 1, \"a\": 2})", "[\"a\",\"b\"]",
            "The names of its members, in the order of their code points.",
            "成员名,按码点排序。"),
        new("mapValues", ["object"], "mapValues({\"b\": 1, \"a\": 2})", "[2,1]",
            "The values of its members, in the order of their names.",
            "成员值,按成员名的顺序。"),
        new("jsonMerge", ["first", "second"], "jsonMerge({\"a\": 1, \"k\": 0}, {\"k\": 9})", "{\"a\":1,\"k\":9}",
            "The members of both; the second's win. Not in depth.",
            "合并两个对象的成员,同名时以后者为准;只合并顶层。"),
        new("stringToJson", ["text"], "stringToJson('{\"a\": [1]}')", "{\"a\":[1]}",
            "The value that a JSON text holds.",
            "解析 JSON 文本。"),
        new("fromJSON", ["text"], "fromJSON(\"12\")", "12",
            "The older name of `stringToJson`.",
            "`stringToJson` 的旧名。"),
        new("jsonToString", ["value"], "jsonToString({\"a\": 1})", "\"{\\\"a\\\":1}\"",
            "Its JSON text, without white space.",
            "紧凑的 JSON 文本。"),
        new("toJSON", ["value"], "toJSON([1, 2])", "\"[1,2]\"",
            "The older name of `jsonToString`.",
            "`jsonToString` 的旧名。"),
        new("toBase64", ["text"], "toBase64(\"FnF\")", "\"Rm5G\"",
            "The text's UTF-8 bytes in Base64.",
            "文本 UTF-8 字节的 Base64 编码。"),
        new("fromBase64", ["text"], "fromBase64(\"Rm5G\")", "\"FnF\"",
            "The text of the bytes that Base64 stands for; an error when they are not UTF-8.",
            "Base64 解码后的文本;字节不是 UTF-8 时为错误。"),
        new("hash", ["text", "algorithm"], "hash(\"abc\", \"MD5\")", "\"900150983cd24fb0d6963f7d28e17f72\"",
            "The digest of its UTF-8 bytes in hexadecimal digits; the algorithm is `MD5`, `SHA-1`, `SHA-256` or `SHA-512`.",
            "文本 UTF-8 字节的摘要,小写十六进制;算法为 `MD5`、`SHA-1`、`SHA-256` 或 `SHA-512`。"),
        new("intAdd", ["a", "b"], "intAdd(2, -5)", "-3",
            "The sum of two whole numbers.",
            "两个整数之和。"),
        new("randomInt", ["least", "end"], "randomInt(1, 2)", "1",
            "A random whole number, from the least up to, not including, the end.",
            "随机整数,含下界,不含上界。"),
        new("uuid", [], "uuid()", null,
            "A new random UUID.",
            "新的随机 UUID。"),
    ];
}
