namespace PropertyGraph.Modules;

/// <summary>The platform can't start as configured: one sentence that says what is wrong, where (both modules, if two clash), and the way out.</summary>
public sealed class StartupException(string sentence, Exception? inner = null) : Exception(sentence, inner);
