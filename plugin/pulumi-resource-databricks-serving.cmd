@node "%~dp0pulumi-resource-databricks-serving" %*
